using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Hosting;

/// <summary>How workers and hosts end, intentionally or not.</summary>
public sealed class EndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_worker_is_replaced_and_what_it_had_in_hand_runs_again()
    {
        await using var host = await HostUnderTest.StartAsync();
        var slow = await StartAsync(host, "Slow", 700);
        await host.NotesAsync("sleep", 1);
        await host.Broker.SendAsync("single", "wait");
        await host.NotesAsync("single", 1);
        var waiting = host.Client.GetAsync("wait/60?topic=t", Cancellation);
        await host.NotesAsync("t", 1);
        var chains = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => StartAsync(host, "Chain", index.ToString(CultureInfo.InvariantCulture))));
        await KillWorkerAsync(host);
        var lost = await waiting;

        Assert.Equal(HttpStatusCode.BadGateway, lost.StatusCode);
        Assert.Equal("\"slept\"", (await EndAsync(host, slow)).GetProperty("output").GetString());
        foreach (var chain in chains)
        {
            Assert.Equal("Completed", (await EndAsync(host, chain)).GetProperty("status").GetString());
        }

        await HostUnderTest.EventuallyAsync(async () => (await host.NotesAsync("single")).Any(note => note.Contains("|wait|2|", StringComparison.Ordinal)));
        await HostUnderTest.EventuallyAsync(async () => (await host.Broker.PeekAsync("single")).Count == 0);
    }

    [Fact]
    public async Task Orchestrations_go_on_after_a_restart_of_the_host()
    {
        await using var host = await HostUnderTest.StartAsync();
        var waiting = await StartAsync(host, "WaitForEvent", 600_000);
        await host.StopWorkAsync();
        await host.StartAgainAsync();
        await host.Client.PostAsJsonAsync($"instances/{waiting}/raise", "yes", Cancellation);

        Assert.Equal("\"yes\"", (await EndAsync(host, waiting)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Requests_wait_for_the_worker_that_replaces_a_killed_one()
    {
        await using var host = await HostUnderTest.StartAsync();
        await KillWorkerAsync(host);

        Assert.Equal("Hello, again", await host.Client.GetStringAsync("hello/again", Cancellation));
    }

    [Fact]
    public async Task A_function_that_takes_too_long_ends_its_worker()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await HostUnderTest.StartAsync(time, ("AzureFunctionsJobHost__functionTimeout", "00:01:00"));
        var before = await host.Client.GetStringAsync("pid", Cancellation);
        var late = host.Client.GetAsync("wait/600?topic=t", Cancellation);
        await host.NotesAsync("t", 1);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.InternalServerError, (await late).StatusCode);
        Assert.NotEqual(before, await host.Client.GetStringAsync("pid", Cancellation));
    }

    [Fact]
    public async Task A_host_that_stops_lets_its_requests_end_and_leaves_no_worker()
    {
        var host = await HostUnderTest.StartAsync();
        var worker = await WorkerAsync(host);
        var waiting = host.Client.GetStringAsync("wait/1?topic=t", Cancellation);
        await host.NotesAsync("t", 1);
        var watch = Stopwatch.StartNew();
        var answer = ReadAsync(waiting);
        await host.StopServingAsync();

        Assert.Equal("waited", await answer);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.False(IsAlive(worker));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_host_that_stops_waits_no_longer_than_it_said_for_a_function_that_does_not_end()
    {
        var host = await HostUnderTest.StartAsync();
        var worker = await WorkerAsync(host);
        await host.Broker.SendAsync("single", "stubborn");
        await host.NotesAsync("single", 1);
        var watch = Stopwatch.StartNew();
        await host.StopServingAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 4.9, 20);
        Assert.False(IsAlive(worker));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_does_not_outlive_a_killed_host()
    {
        await using var broker = await TestBroker.StartAsync();
        using var host = HostProgram.Start(broker.ConnectionString);
        using var client = new HttpClient { BaseAddress = await host.AddressAsync() };
        var worker = int.Parse(await client.GetStringAsync("pid", Cancellation), CultureInfo.InvariantCulture);
        Assert.True(IsAlive(worker));
        host.Kill();

        await HostUnderTest.EventuallyAsync(() => Task.FromResult(!IsAlive(worker)));
    }

    [Fact]
    public async Task A_host_that_is_asked_to_end_ends_soon_and_without_a_fault()
    {
        await using var broker = await TestBroker.StartAsync();
        using var host = HostProgram.Start(broker.ConnectionString);
        await host.AddressAsync();

        Assert.Equal(0, await host.TerminateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_function_that_runs_when_the_host_is_asked_to_end_may_take_its_time(bool fromTerminal)
    {
        await using var broker = await TestBroker.StartAsync();
        using var host = HostProgram.Start(broker.ConnectionString);
        using var client = new HttpClient { BaseAddress = await host.AddressAsync() };
        var waiting = client.GetStringAsync("wait/4?topic=t", Cancellation);
        await HostUnderTest.EventuallyAsync(async () => (await client.GetFromJsonAsync<string[]>("notes/t", Cancellation))!.Length > 0);
        var end = fromTerminal ? host.InterruptAsync() : host.TerminateAsync();

        Assert.Equal("waited", await ReadAsync(waiting));
        Assert.Equal(0, await end);
    }

    private static async Task<string> ReadAsync(Task<string> answer) => await answer;

    private static async Task<int> WorkerAsync(HostUnderTest host) =>
        int.Parse(await host.Client.GetStringAsync("pid", Cancellation), CultureInfo.InvariantCulture);

    private static async Task KillWorkerAsync(HostUnderTest host)
    {
        using var worker = Process.GetProcessById(await WorkerAsync(host));
        worker.Kill();
        // Until the host notices, a request may still go to the dead worker and get a 502.
        await HostUnderTest.EventuallyAsync(() => Task.FromResult(host.Log.All.Any(line => line.Contains("another one is starting", StringComparison.Ordinal))));
    }

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);

    private static async Task<string> StartAsync(HostUnderTest host, string name, object input)
    {
        var response = await host.Client.PostAsJsonAsync($"instances/{name}", input, Cancellation);
        Assert.True(response.IsSuccessStatusCode, response.ToString());
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<JsonElement> EndAsync(HostUnderTest host, string id) =>
        await host.Client.GetFromJsonAsync<JsonElement>($"instances/{id}/end", Cancellation);
}
