using System.Globalization;
using Emulators.FunctionsHost.Timers;

namespace FunctionsHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-02 12:00:01", "2026-01-02 12:05:00")]
    [InlineData("0 */5 * * * *", "2026-01-02 12:05:00", "2026-01-02 12:10:00")]
    [InlineData("30 0 3 * * *", "2026-01-02 12:00:00", "2026-01-03 03:00:30")]
    [InlineData("0 0 9-17 * * Mon-Fri", "2026-01-02 17:30:00", "2026-01-05 09:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-02 12:00:00", "2028-02-29 00:00:00")]
    [InlineData("00:30:00", "2026-01-02 12:00:00", "2026-01-02 12:30:00")]
    public void The_next_run_is_the_first_that_fits_after_now(string schedule, string now, string next) =>
        Assert.Equal(Parse(next), TimerSchedule.Parse(schedule).NextAfter(Parse(now)));

    /// <summary>As Microsoft's host does, with the same library.</summary>
    [Theory]
    [InlineData("0 0 22-2 * * *", "2026-01-02 22:30:00", "2026-01-03 02:00:00")]
    [InlineData("0 0 0 * * Fri-Mon", "2026-01-02 12:00:00", "2026-01-05 00:00:00")]
    [InlineData("0 0 22,23,0-2 * * *", "2026-01-02 22:30:00", "2026-01-02 23:00:00")]
    public void A_range_that_ends_before_it_begins_is_turned_around(string schedule, string now, string next) =>
        Assert.Equal(Parse(next), TimerSchedule.Parse(schedule).NextAfter(Parse(now)));

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("soon")]
    public void Anything_but_six_fields_or_a_time_between_runs_is_refused(string schedule) =>
        Assert.Throws<FormatException>(() => TimerSchedule.Parse(schedule));

    private static DateTime Parse(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
