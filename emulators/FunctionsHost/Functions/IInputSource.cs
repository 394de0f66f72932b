using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Functions;

/// <summary>Gives the value of an input binding, the same for every invocation.</summary>
internal interface IInputSource
{
    string BindingType { get; }

    /// <summary>Waits for what is not known yet.</summary>
    ValueTask<TypedData> ReadAsync(FunctionBinding binding, CancellationToken cancellationToken);
}
