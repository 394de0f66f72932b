using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Emulators.FunctionsHost.Durable;

/// <summary>One provider for all task hubs and connections that bindings name: there is one file.</summary>
internal sealed class LocalDurabilityProviderFactory(LocalDurabilityProvider provider) : IDurabilityProviderFactory
{
    /// <summary>The value of <c>storageProvider.type</c> that stands for this one.</summary>
    public const string ProviderName = "FunctionsHost";

    public string Name => ProviderName;

    public DurabilityProvider GetDurabilityProvider() => provider;

    public DurabilityProvider GetDurabilityProvider(DurableClientAttribute attribute) => provider;

    public void SetUseSeparateQueueForEntityWorkItems(bool newValue)
    {
        // Asked for by the isolated worker's protocol, and always so here.
    }
}
