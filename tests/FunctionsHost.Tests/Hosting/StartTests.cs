using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emulators.FunctionsHost.Hosting;
using Emulators.FunctionsHost.Settings;

namespace FunctionsHost.Tests.Hosting;

public sealed class StartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NightlySchedule", "every night", "Function 'Nightly' cannot start: its schedule 'every night' cannot be read.")]
    [InlineData("NightlySchedule", "", "Function 'Nightly' cannot start: '%NightlySchedule%' names the setting 'NightlySchedule', which is not set.")]
    [InlineData("BatchQueue", "nowhere", "Function 'Batch' cannot start: its queue 'nowhere' cannot be opened.")]
    [InlineData("Bus", "", "cannot start: the setting 'Bus' with the Service Bus connection string is not set.")]
    [InlineData("AzureFunctionsJobHost__functionTimeout", "soon", "host.json: functionTimeout 'soon' is not a valid time.")]
    [InlineData("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "many", "host.json: extensions.serviceBus:")]
    [InlineData("AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions", "many", "host.json: extensions.durableTask:")]
    [InlineData("AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions", "0", "host.json: extensions.durableTask:")]
    [InlineData("AzureFunctionsJobHost__extensions__durableTask__maxEntityOperationBatchSize", "0", "host.json: extensions.durableTask:")]
    [InlineData("AzureFunctionsJobHost__extensions__durableTask__useAppLease", "perhaps", "host.json: extensions.durableTask:")]
    public async Task A_fault_ends_the_start_with_a_sentence(string name, string value, string sentence)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => HostUnderTest.StartAsync(settings: (name, value)));

        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public async Task There_must_be_an_app()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => RunningHost.StartAsync(new FunctionsHostOptions("/nowhere/App.dll", Path.GetTempPath()), Cancellation));

        Assert.Equal("There is no app at /nowhere/App.dll.", error.Message);
    }

    [Fact]
    public async Task Settings_win_over_host_json_and_change_what_they_name()
    {
        await using var host = await HostUnderTest.StartAsync(
            settings:
            [
                ("AzureWebJobsDisableHomepage", "true"),
                ("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1000"),
                ("AzureWebJobs.Hello.Disabled", "true"),
                ("AzureFunctionsJobHost__logging__logLevel__default", "Information"),
                ("AzureFunctionsJobHost__extensions__durableTask__hubName", "Other"),
                ("AzureFunctionsJobHost__extensions__serviceBus__autoCompleteMessages", "false"),
                ("AzureFunctionsJobHost__extensions__eventHubs__batchCheckpointFrequency", "5"),
                ("AzureFunctionsJobHost__retry__strategy", "fixedDelay"),
            ]);
        using var large = new ByteArrayContent(new byte[1001]);
        await host.Client.GetAsync("log?text=word", Cancellation);
        await host.Client.PostAsJsonAsync("runs/Chain", "x", Cancellation);
        await host.Broker.SendAsync("text", "kept");
        await host.NotesAsync("text", 2);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Client.PostAsync("upload", large, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("hello/you", Cancellation)).StatusCode);
        Assert.Contains(host.Log.All, line => line.Contains("Quiet word", StringComparison.Ordinal));
        Assert.Contains(host.Log.All, line => line.Contains("HubName: Other", StringComparison.Ordinal));
        Assert.Contains(host.Log.All, line => line.Contains("ignores 'extensions.eventHubs'", StringComparison.Ordinal));
        Assert.Contains(host.Log.All, line => line.Contains("ignores 'retry'", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.All, line => line.Contains("ignores 'version'", StringComparison.Ordinal));
        Assert.Equal("Running", (await host.Client.GetFromJsonAsync<JsonElement>("admin/host/status", Cancellation)).GetProperty("state").GetString());
    }
}
