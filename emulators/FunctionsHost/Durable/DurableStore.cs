using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Durable;

/// <summary>What keeps durable state. The one place where it is chosen.</summary>
internal static class DurableStore
{
    /// <param name="folder">Where a service may keep files; made when missing.</param>
    /// <param name="time">Decides when timers are due.</param>
    public static async Task<(IOrchestrationService Service, IOrchestrationServiceClient Client)> OpenAsync(
        string folder, string hub, int maxOrchestrations, int maxActivities, TimeProvider time, ILoggerFactory loggers)
    {
        // In memory until the SQLite provider stands beside this project: nothing here outlives the process yet, and no argument is of use yet.
        _ = (folder, hub, maxOrchestrations, maxActivities, time);
        var service = new Microsoft.DurableTask.Testing.Sidecar.InMemoryOrchestrationService(loggers);
        await service.CreateIfNotExistsAsync();
        return (service, service);
    }
}
