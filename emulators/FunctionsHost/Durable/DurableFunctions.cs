using Emulators.FunctionsHost.Functions;

namespace Emulators.FunctionsHost.Durable;

/// <summary>The functions that the durable extension starts.</summary>
internal sealed record DurableFunctions(
    IReadOnlyList<HostFunction> Orchestrators, IReadOnlyList<HostFunction> Activities, IReadOnlyList<HostFunction> Entities)
{
    public const string ClientBinding = "durableClient";

    public static DurableFunctions Find(FunctionCatalog catalog) =>
        new(catalog.StartedBy("orchestrationTrigger"), catalog.StartedBy("activityTrigger"), catalog.StartedBy("entityTrigger"));

    public IEnumerable<HostFunction> All => Orchestrators.Concat(Activities).Concat(Entities);
}
