using Emulators.FunctionsHost.Functions;

namespace Emulators.FunctionsHost.Durable;

/// <summary>The functions that the durable extension starts.</summary>
internal sealed record DurableFunctions(
    IReadOnlyList<HostFunction> Orchestrators, IReadOnlyList<HostFunction> Activities, IReadOnlyList<HostFunction> Entities)
{
    public const string ClientBinding = "durableClient";

    /// <returns>Null for an app that neither has such functions nor starts any.</returns>
    public static DurableFunctions? Find(FunctionCatalogue catalogue)
    {
        var found = new DurableFunctions(
            catalogue.StartedBy("orchestrationTrigger"), catalogue.StartedBy("activityTrigger"), catalogue.StartedBy("entityTrigger"));
        var wanted = found.All.Any() || catalogue.All.Any(function => function.Bindings.Any(binding => binding.Is(ClientBinding)));
        return wanted ? found : null;
    }

    public IEnumerable<HostFunction> All => Orchestrators.Concat(Activities).Concat(Entities);
}
