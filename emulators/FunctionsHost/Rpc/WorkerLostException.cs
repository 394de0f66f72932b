namespace Emulators.FunctionsHost.Rpc;

/// <summary>The worker has gone before it answered. What it had in hand may have run, in part or as a whole.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);
