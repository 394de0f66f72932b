using Emulators.FunctionsHost.Rpc.Messages;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.Functions;

/// <summary>One function of the app: how it is called and what starts it.</summary>
internal sealed record HostFunction(string Name, string Id, FunctionBinding Trigger, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <exception cref="HostStartException">The function has no trigger, or more than one.</exception>
    public static HostFunction Read(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(FunctionBinding.Parse).ToList();
        return bindings.Where(binding => binding.IsTrigger).ToList() is [var trigger]
            ? new HostFunction(metadata.Name, metadata.FunctionId, trigger, bindings)
            : throw HostStartException.Of(metadata.Name, "it must have exactly one trigger.");
    }
}
