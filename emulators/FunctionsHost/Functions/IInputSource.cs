using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Functions;

/// <summary>Provides the value of an input binding, the same for every invocation.</summary>
internal interface IInputSource
{
    string BindingType { get; }

    /// <summary>Waits until the value is known.</summary>
    ValueTask<TypedData> ReadAsync(FunctionBinding binding, CancellationToken cancellationToken);
}
