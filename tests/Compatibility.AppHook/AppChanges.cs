using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegFunctions.Compatibility.AppHook;

/// <summary>What differs about the app in a test: its blob and table clients, and its clock.</summary>
internal static class AppChanges
{
    /// <summary>Registered last, so these take precedence over the app's own.</summary>
    public static void Make(IHostBuilder builder) => builder.ConfigureServices(static (context, services) =>
    {
        var storage = context.Configuration["Storage:ConnectionString"];
        var faults = new RemoteFaults(HookSettings.FaultsUrl);
        services
            .AddSingleton<TimeProvider>(HookSettings.Clock)
            .AddSingleton(new BlobServiceClient(storage, FaultPolicy.Install(new BlobClientOptions(), faults)))
            .AddSingleton(new TableServiceClient(storage, FaultPolicy.Install(new TableClientOptions(), faults)));
    });
}
