using Emulators.FunctionsHost.Rpc.Messages;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.Functions;

/// <summary>The app's functions that are not disabled.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<HostFunction> all)
{
    private static readonly string[] Known =
        ["httpTrigger", "timerTrigger", "serviceBusTrigger", "orchestrationTrigger", "activityTrigger", "entityTrigger"];

    public IReadOnlyList<HostFunction> All { get; } = all;

    /// <exception cref="HostStartException">A function has a trigger that this host does not support.</exception>
    public static FunctionCatalog Read(IEnumerable<RpcFunctionMetadata> functions, HostSettings settings)
    {
        var all = functions.Select(HostFunction.Read).Where(function => !settings.IsOff(function.Name)).ToList();
        var unknown = all.Find(function => !Known.Contains(function.Trigger.Type, StringComparer.OrdinalIgnoreCase));
        return unknown is null
            ? new FunctionCatalog(all)
            : throw HostStartException.Of(unknown.Name, $"this host does not support '{unknown.Trigger.Type}'.");
    }

    public IReadOnlyList<HostFunction> StartedBy(string trigger) => [.. All.Where(function => function.Trigger.Is(trigger))];
}
