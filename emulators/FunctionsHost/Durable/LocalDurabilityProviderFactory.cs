using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Emulators.FunctionsHost.Durable;

/// <summary>Returns one provider for every task hub and connection that bindings name: there is only one file.</summary>
internal sealed class LocalDurabilityProviderFactory(LocalDurabilityProvider provider) : IDurabilityProviderFactory
{
    /// <summary>The value of <c>storageProvider.type</c> that selects this provider.</summary>
    public const string ProviderName = "FunctionsHost";

    public string Name => ProviderName;

    public DurabilityProvider GetDurabilityProvider() => provider;

    public DurabilityProvider GetDurabilityProvider(DurableClientAttribute attribute) => provider;

    public void SetUseSeparateQueueForEntityWorkItems(bool newValue)
    {
        // Requested by the isolated worker's protocol, but always on here.
    }
}
