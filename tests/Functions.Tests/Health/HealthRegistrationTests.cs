using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegFunctions.Health;
using SegFunctions.Tests.Fetching;

namespace SegFunctions.Tests.Health;

public sealed class HealthRegistrationTests
{
    private const string Key = "eA==";

    [Fact]
    public async Task Parts_that_hang_are_told_so_and_hold_up_none_that_answers()
    {
        await using var hanging = await LoopbackServer.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var services = Create(hanging.Url, [hanging.Url], timeout: "00:00:00.4");

        Assert.Equal(
            "Unhealthy; blobs: no answer in time, tables: no answer in time, requests: no answer in time, completions: no answer in time, durable: , worker0: no answer in time",
            await CheckAsync(services, static _ => true));
    }

    /// <summary>With enough time on any machine, and only for checks that respond.</summary>
    [Fact]
    public async Task A_part_that_fails_is_told_apart_from_one_that_works()
    {
        await using var working = await LoopbackServer.StartAsync(static context => context.Response.WriteAsync("healthy"));
        await using var failing = await LoopbackServer.StartAsync(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await using var services = Create(working.Url, [working.Url, failing.Url], timeout: "00:01:00");

        Assert.Equal(
            "Unhealthy; worker0: , worker1: answered 503",
            await CheckAsync(services, static part => part.Name.StartsWith("worker", StringComparison.Ordinal)));
        Assert.Equal("Healthy; worker0: ", await CheckAsync(services, static part => part.Name == "worker0"));
    }

    private static async Task<string> CheckAsync(ServiceProvider services, Func<HealthCheckRegistration, bool> isAsked)
    {
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(isAsked, TestContext.Current.CancellationToken);
        var parts = report.Entries.Select(part => $"{part.Key}: {(part.Value.Exception is { } failure ? PartFailure.Describe(failure) : "")}");
        return $"{report.Status}; {string.Join(", ", parts)}";
    }

    /// <param name="storage">Receives requests for blobs and tables, and connections for queues.</param>
    /// <param name="workers">The workers' probes.</param>
    /// <param name="timeout">Per part.</param>
    private static ServiceProvider Create(Uri storage, IReadOnlyList<Uri> workers, string timeout)
    {
        var settings = workers.Index().ToDictionary(worker => $"Health:WorkerUrls:{worker.Index}", worker => (string?)worker.Item.AbsoluteUri);
        settings["Health:Timeout"] = timeout;
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(new BlobServiceClient($"AccountName=a;AccountKey={Key};BlobEndpoint={storage}"))
            .AddSingleton(new TableServiceClient($"AccountName=a;AccountKey={Key};TableEndpoint={storage}"))
            .AddSingleton(new ServiceBusClient($"Endpoint=sb://127.0.0.1:{storage.Port};SharedAccessKeyName=k;SharedAccessKey={Key};UseDevelopmentEmulator=true"))
            .AddHealth()
            .BuildServiceProvider();
        services.GetRequiredService<PartChecks>().Use(new ScriptedDurableClient());
        return services;
    }
}
