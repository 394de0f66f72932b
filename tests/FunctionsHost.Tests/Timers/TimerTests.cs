using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Timers;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timers_run_when_they_are_due_and_make_up_for_one_run_after_a_restart()
    {
        var time = new FakeTimeProvider(Noon);
        await using var host = await HostUnderTest.StartAsync(time);
        await host.NotesAsync("at-start", 1);
        time.Advance(TimeSpan.FromHours(15));
        var onTime = await host.NotesAsync("nightly", 1);
        time.Advance(TimeSpan.FromHours(9));
        var span = await host.NotesAsync("span", 1);
        await host.StopWorkAsync();
        time.Advance(TimeSpan.FromDays(3));
        await host.StartAgainAsync();
        var late = await host.NotesAsync("nightly", 1);

        Assert.Equal(["False|0001-01-01T00:00:00|2026-03-02T03:00:00"], onTime);
        Assert.Equal(["False||"], span);
        Assert.Equal(["True|2026-03-02T03:00:00|2026-03-03T03:00:00"], late);
    }

    [Fact]
    public async Task A_request_ends_after_230_seconds_and_its_function_is_canceled()
    {
        var time = new FakeTimeProvider(Noon);
        await using var host = await HostUnderTest.StartAsync(time);
        var waiting = host.Client.GetAsync("wait/60?topic=long", Cancellation);
        await host.NotesAsync("long", 1);
        time.Advance(TimeSpan.FromSeconds(229));
        await Task.Delay(200, Cancellation);
        Assert.Equal(["started"], await host.NotesAsync("long"));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await waiting).StatusCode);
        Assert.Equal(["started", "canceled"], await host.NotesAsync("long", 2));
    }
}
