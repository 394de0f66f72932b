using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Emulators.Tests.FunctionsWorker;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-02 12:00:01", "2026-01-02 12:05:00")]
    [InlineData("0 */5 * * * *", "2026-01-02 12:05:00", "2026-01-02 12:10:00")]
    [InlineData("30 0 3 * * *", "2026-01-02 12:00:00", "2026-01-03 03:00:30")]
    [InlineData("0 0 9-17 * * Mon-Fri", "2026-01-02 17:30:00", "2026-01-05 09:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-02 12:00:00", "2028-02-29 00:00:00")]
    [InlineData("00:30:00", "2026-01-02 12:00:00", "2026-01-02 12:30:00")]
    public async Task The_next_run_is_the_first_that_fits_after_now(string schedule, string now, string next)
    {
        await using var host = Host(schedule, now);
        await host.StartAsync();

        Assert.Equal(next, await host.NextTraceAsync());
    }

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("soon")]
    public async Task Anything_but_six_fields_or_a_time_between_runs_ends_the_start(string schedule)
    {
        await using var host = Host(schedule, "2026-01-02 12:00:00");

        using var built = host.Build();
        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => built.StartAsync(TestHost.Cancellation));

        Assert.StartsWith("Function 'Scheduled' cannot start", error.Message, StringComparison.Ordinal);
    }

    private static TestHost Host(string schedule, string now) => new(typeof(Scheduled))
    {
        Settings = { ["Schedule"] = schedule },
        Configure = builder => builder.Services.AddSingleton<TimeProvider>(
            new FakeTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))),
    };

    public sealed class Scheduled(ConcurrentQueue<string> trace)
    {
        [Function("Scheduled")]
        public void Run([TimerTrigger("%Schedule%", RunOnStartup = true)] TimerInfo timer) =>
            trace.Enqueue(timer.ScheduleStatus!.Next.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
