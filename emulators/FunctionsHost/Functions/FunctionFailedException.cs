using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Functions;

/// <summary>The function has thrown, or the worker could not call it.</summary>
internal sealed class FunctionFailedException(string function, RpcException? error)
    : Exception($"Function '{function}' failed: {error?.Type} {error?.Message}")
{
    /// <summary>The worker's description of it; null if it gives none.</summary>
    public RpcException? Error { get; } = error;
}
