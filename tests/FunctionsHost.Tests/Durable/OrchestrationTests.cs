using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsHost.Tests.Durable;

public sealed class OrchestrationTests(SharedHost shared)
{
    private HttpClient Client => shared.Host.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Chain", "x", "\"[[[x]]]\"")]
    [InlineData("Parent", 3, "[\"[[[0]]]\",\"[[[1]]]\",\"[[[2]]]\"]")]
    [InlineData("FanOut", 50, "40425")]
    [InlineData("Persist", null, "3")]
    [InlineData("WaitForEvent", 100, "\"late\"")]
    [InlineData("Again", 0, "5")]
    [InlineData("Count", null, "5")]
    [InlineData("Ask", null, "\"Running\"")]
    public async Task An_orchestration_runs_to_its_end(string name, object? input, string output)
    {
        var end = await RunAsync(name, input);

        Assert.Equal("Completed", end.GetProperty("status").GetString());
        Assert.Equal(output, end.GetProperty("output").GetString());
    }

    [Fact]
    public async Task The_last_custom_status_stays() =>
        Assert.Equal("{\"step\":3}", (await RunAsync("Chain", "x")).GetProperty("customStatus").GetString());

    [Fact]
    public async Task What_an_activity_throws_reaches_the_orchestrator() =>
        Assert.Equal("\"System.InvalidOperationException: As asked.\"", (await RunAsync("Explain", null)).GetProperty("output").GetString());

    [Fact]
    public async Task An_activitys_failure_that_nobody_catches_fails_the_instance()
    {
        var end = await RunAsync("Collapse", null);

        Assert.Equal("Failed", end.GetProperty("status").GetString());
        Assert.Contains("As asked.", end.ToString());
    }

    [Fact]
    public async Task An_event_reaches_the_instance_that_waits_for_it()
    {
        var id = await StartAsync("WaitForEvent", 30_000);
        await ControlAsync(id, "raise", "yes");

        Assert.Equal("\"yes\"", (await EndAsync(id)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task A_suspended_instance_takes_events_when_it_is_resumed()
    {
        var id = await StartAsync("WaitForEvent", 30_000);
        await ControlAsync(id, "suspend");
        await UntilAsync(id, "Suspended");
        await ControlAsync(id, "raise", "yes");
        await ControlAsync(id, "resume");

        Assert.Equal("\"yes\"", (await EndAsync(id)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task A_terminated_instance_says_why_and_can_be_purged()
    {
        var id = await StartAsync("WaitForEvent", 30_000);
        await UntilAsync(id, "Running");
        await ControlAsync(id, "terminate");
        var end = await EndAsync(id);
        var purged = await ControlAsync(id, "purge");

        Assert.Equal("Terminated", end.GetProperty("status").GetString());
        Assert.Equal("\"because\"", end.GetProperty("output").GetString());
        Assert.Equal("1", purged);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync($"instances/{id}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_failed_instance_can_be_rewound()
    {
        var id = await StartAsync("TryOnce", null);
        Assert.Equal("Failed", (await EndAsync(id)).GetProperty("status").GetString());
        await ControlAsync(id, "rewind");
        await UntilAsync(id, "Completed");

        Assert.Equal("2", (await EndAsync(id)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Instances_are_listed_by_prefix()
    {
        await EndAsync(await StartAsync("Chain", "x", "listed-1"));
        await EndAsync(await StartAsync("Chain", "x", "listed-2"));

        Assert.Equal(["listed-1", "listed-2"], (await Client.GetFromJsonAsync<string[]>("instances?prefix=listed-", Cancellation))!.Order());
    }

    private async Task<JsonElement> RunAsync(string name, object? input) =>
        await ReadAsync(await Client.PostAsJsonAsync($"runs/{name}", input, Cancellation));

    private async Task<string> StartAsync(string name, object? input, string? id = null)
    {
        var response = await Client.PostAsJsonAsync($"instances/{name}?id={id}", input, Cancellation);
        Assert.True(response.IsSuccessStatusCode, response.ToString());
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<JsonElement> EndAsync(string id) => await ReadAsync(await Client.GetAsync($"instances/{id}/end", Cancellation));

    private async Task<string> ControlAsync(string id, string action, string? body = null)
    {
        var response = await Client.PostAsJsonAsync($"instances/{id}/{action}", body, Cancellation);
        Assert.True(response.IsSuccessStatusCode, response.ToString());
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private Task UntilAsync(string id, string status) => HostUnderTest.EventuallyAsync(async () =>
        (await ReadAsync(await Client.GetAsync($"instances/{id}", Cancellation))).GetProperty("status").GetString() == status);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, response.ToString());
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
