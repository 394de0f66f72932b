using System.Globalization;
using NCrontab;

namespace Emulators.FunctionsHost.Timers;

/// <summary>When a timer is due, in UTC.</summary>
internal sealed class TimerSchedule
{
    private const int FieldsOfNcrontab = 6;
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(Func<DateTime, DateTime> next) => _next = next;

    /// <param name="text">Six NCRONTAB fields, or a <see cref="TimeSpan"/> greater than zero.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static TimerSchedule Parse(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            return interval > TimeSpan.Zero ? new TimerSchedule(after => after + interval) : throw new FormatException("The time between runs must be greater than zero.");
        }

        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != FieldsOfNcrontab)
        {
            throw new FormatException("A schedule has six fields: second minute hour day month day-of-week.");
        }

        var crontab = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new FormatException("A field has a value that is not allowed.");
        return new TimerSchedule(crontab.GetNextOccurrence);
    }

    /// <returns>The first time after <paramref name="after"/>.</returns>
    public DateTime NextAfter(DateTime after) => _next(after);
}
