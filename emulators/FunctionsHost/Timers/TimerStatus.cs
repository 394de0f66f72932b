namespace Emulators.FunctionsHost.Timers;

/// <param name="Last">When the last run was due; the default value before the first run.</param>
/// <param name="Next">When the next run is due.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
