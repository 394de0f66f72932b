namespace Emulators.FunctionsHost.Timers;

/// <param name="Last">When the last run was due; the default before the first one.</param>
/// <param name="Next">When the next one is.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
