using Emulators.FunctionsHost.Functions;

namespace Emulators.FunctionsHost.Durable;

/// <summary>The functions that the durable extension starts.</summary>
internal sealed record DurableFunctions(
    IReadOnlyList<HostFunction> Orchestrators, IReadOnlyList<HostFunction> Activities, IReadOnlyList<HostFunction> Entities)
{
    public const string ClientBinding = "durableClient";

    public static DurableFunctions Find(FunctionCatalogue catalogue) =>
        new(catalogue.StartedBy("orchestrationTrigger"), catalogue.StartedBy("activityTrigger"), catalogue.StartedBy("entityTrigger"));

    public IEnumerable<HostFunction> All => Orchestrators.Concat(Activities).Concat(Entities);
}
