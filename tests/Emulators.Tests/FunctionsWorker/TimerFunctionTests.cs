using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Emulators.Tests.FunctionsWorker;

public sealed class TimerFunctionTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 30, TimeSpan.Zero));

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_not_before()
    {
        await using var host = Host(typeof(Hourly));
        await host.StartAsync();

        Assert.Equal("on time, last 0001-01-01 00:00, next 13:00", await AdvanceUntilTraceAsync(host));
        Assert.Equal(new DateTime(2026, 1, 2, 13, 0, 0), _time.GetUtcNow().DateTime, TimeSpan.FromMinutes(1));
        Assert.Equal("on time, last 2026-01-02 13:00, next 14:00", await AdvanceUntilTraceAsync(host));
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_once()
    {
        await using var host = Host(typeof(Hourly));
        await host.StartAsync();
        await AdvanceUntilTraceAsync(host);
        await host.StopAsync(TestHost.Cancellation);
        _time.Advance(TimeSpan.FromHours(5));

        await host.RestartAsync();

        Assert.Equal("late, last 2026-01-02 13:00, next 14:00", await host.NextTraceAsync());
        Assert.StartsWith("on time", await AdvanceUntilTraceAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start()
    {
        await using var host = Host(typeof(AtStart));
        await host.StartAsync();

        Assert.Equal("on time, unmonitored", await host.NextTraceAsync());
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_timer()
    {
        await using var host = Host(typeof(FailingTimer));
        await host.StartAsync();

        Assert.Equal("failing", await AdvanceUntilTraceAsync(host));
        Assert.Equal("failing", await AdvanceUntilTraceAsync(host));
    }

    private TestHost Host(Type functions) => new(functions)
    {
        Settings = { ["Schedule"] = "0 0 * * * *" },
        Configure = builder => builder.Services.AddSingleton<TimeProvider>(_time),
    };

    /// <summary>Lets a minute pass at a time, so that it does not matter when the listener begins to wait.</summary>
    private async Task<string> AdvanceUntilTraceAsync(TestHost host)
    {
        string? entry;
        while (!host.Trace.TryDequeue(out entry))
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(1, TestHost.Cancellation);
        }

        return entry;
    }

    public sealed class Hourly(ConcurrentQueue<string> trace)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("%Schedule%")] TimerInfo timer) =>
            trace.Enqueue($"{(timer.IsPastDue ? "late" : "on time")}, last {timer.ScheduleStatus!.Last:yyyy-MM-dd HH:mm}, next {timer.ScheduleStatus.Next:HH:mm}");
    }

    public sealed class AtStart(ConcurrentQueue<string> trace)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("%Schedule%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            trace.Enqueue($"{(timer.IsPastDue ? "late" : "on time")}, {(timer.ScheduleStatus is null ? "unmonitored" : "monitored")}");
    }

    public sealed class FailingTimer(ConcurrentQueue<string> trace)
    {
        [Function("FailingTimer")]
        public void Run([TimerTrigger("00:05:00", UseMonitor = false)] TimerInfo timer)
        {
            trace.Enqueue("failing");
            throw new InvalidOperationException("No.");
        }
    }
}
