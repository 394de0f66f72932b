using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Functions;

/// <summary>The function has thrown, or the worker could not call it.</summary>
internal sealed class FunctionFailedException(string function, RpcException? error)
    : Exception($"Function '{function}' failed: {error?.Type} {error?.Message}")
{
    /// <summary>What the worker says of it; null when it says nothing.</summary>
    public RpcException? Error { get; } = error;
}
