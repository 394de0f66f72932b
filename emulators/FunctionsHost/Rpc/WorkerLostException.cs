namespace Emulators.FunctionsHost.Rpc;

/// <summary>The worker was lost before it answered. Its invocations in flight may have run, partly or completely.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);
