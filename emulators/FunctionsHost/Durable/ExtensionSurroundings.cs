using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;

namespace Emulators.FunctionsHost.Durable;

/// <summary>The services that the extension requires from its host.</summary>
/// <param name="functions">An instance of the emitted class. Requested late, and may block until the app has reported its functions.</param>
/// <param name="address">Where the host serves HTTP; used only in links.</param>
#pragma warning disable CS0612, CS0618 // The interfaces are "not ready for public consumption", and what the extension takes.
internal sealed class ExtensionSurroundings(Lazy<object> functions, Uri address) : ITypeLocator, IJobActivator, IWebHookProvider, IPlatformInformation
{
    public IReadOnlyList<Type> GetTypes() => [functions.Value.GetType()];

    public T CreateInstance<T>() => (T)functions.Value;

    public Uri GetUrl(IExtensionConfigProvider extension) => new(address, "runtime/webhooks/durabletask");

    public bool IsInConsumptionPlan() => false;

    public bool IsManagedAppEnvironment() => false;

    /// <summary>On Linux the extension prints every event to the console, for the cloud to collect.</summary>
    public Microsoft.Azure.WebJobs.Extensions.DurableTask.OperatingSystem GetOperatingSystem() =>
        Microsoft.Azure.WebJobs.Extensions.DurableTask.OperatingSystem.Windows;

    public WorkerRuntimeType GetWorkerRuntimeType() => WorkerRuntimeType.DotNetIsolated;

    public string? GetLinuxTenant() => null;

    public string? GetLinuxStampName() => null;

    public string? GetContainerName() => null;

    public bool UsesExternalPowerShellSDK() => false;
}
#pragma warning restore CS0612, CS0618
