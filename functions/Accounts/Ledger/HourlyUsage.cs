using System.Globalization;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Tokens used in each of the last 25 hours, as a line of text: <c>493857:12 493858:3</c>, hours since 1970.</summary>
internal static class HourlyUsage
{
    private const int KeptHours = 25;

    public static string Add(string usage, DateTimeOffset now, long tokens)
    {
        if (tokens == 0)
        {
            return usage;
        }

        var hour = HourOf(now);
        var hours = Read(usage).Where(entry => entry.Hour > hour - KeptHours).ToDictionary(entry => entry.Hour, entry => entry.Tokens);
        hours[hour] = hours.GetValueOrDefault(hour) + tokens;
        return string.Join(' ', hours.OrderBy(entry => entry.Key).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}:{entry.Value}")));
    }

    /// <returns>The sum over this hour and the 24 before it.</returns>
    public static long SumLastDay(string usage, DateTimeOffset now) =>
        Read(usage).Where(entry => entry.Hour > HourOf(now) - KeptHours).Sum(entry => entry.Tokens);

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private static IEnumerable<(long Hour, long Tokens)> Read(string usage) =>
        from entry in usage.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = entry.Split(':')
        select (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
}
