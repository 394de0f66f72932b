using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emulators.FunctionsHost.Settings;

namespace FunctionsHost.Tests.Durable;

/// <summary>Each key under <c>extensions.durableTask</c> that the product's host.json sets, with both values.</summary>
public sealed class DurableSettingsTests
{
    private const string Section = "AzureFunctionsJobHost__extensions__durableTask__";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("maxConcurrentActivityFunctions", "MeetInActivities")]
    [InlineData("maxConcurrentOrchestratorFunctions", "MeetInOrchestrators")]
    public async Task A_limit_of_one_keeps_functions_apart(string key, string orchestrator)
    {
        await using var alone = await HostUnderTest.StartAsync(settings: (Section + key, "1"));
        await using var together = await HostUnderTest.StartAsync(settings: (Section + key, "4"));

        Assert.Equal("false", await RunAsync(alone, orchestrator));
        Assert.Equal("true", await RunAsync(together, orchestrator));
    }

    [Fact]
    public async Task Instances_of_one_hub_are_not_in_another()
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Section + "hubName", "First"));
        (await host.Client.PostAsJsonAsync("instances/WaitForEvent?id=here", 30_000, Cancellation)).EnsureSuccessStatusCode();
        await host.StopWorkAsync();
        host.Set(Section + "hubName", "Second");
        await host.StartAgainAsync();
        var elsewhere = await host.Client.GetAsync("instances/here", Cancellation);
        await host.StopWorkAsync();
        host.Set(Section + "hubName", "First");
        await host.StartAgainAsync();

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.True((await host.Client.GetAsync("instances/here", Cancellation)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Durable_work_is_traced_where_it_is_wanted(string enabled, bool isTraced)
    {
        var settings = new HostSettings(new Dictionary<string, string?> { [Section + "tracing__distributedTracingEnabled"] = enabled });

        Assert.Equal(isTraced, HostTelemetry.SourcesOf(HostJson.Read("none.json", settings)).Contains("DurableTask.Core"));
    }

    [Fact]
    public async Task A_hub_has_a_name_that_a_file_can_have()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => HostUnderTest.StartAsync(settings: (Section + "hubName", "../First")));

        Assert.Equal("host.json: extensions.durableTask: hubName '../First' is not 3 to 45 letters and digits that begin with a letter.", error.Message);
    }

    private static async Task<string?> RunAsync(HostUnderTest host, string orchestrator)
    {
        var response = await host.Client.PostAsJsonAsync<object?>($"runs/{orchestrator}", null, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("output").GetString();
    }
}
