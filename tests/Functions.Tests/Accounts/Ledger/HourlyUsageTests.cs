using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Tests.Accounts.Ledger;

public sealed class HourlyUsageTests
{
    private static readonly DateTimeOffset Hour = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tokens_of_one_hour_are_added_up() =>
        Assert.Equal(5, HourlyUsage.SumLastDay(HourlyUsage.Add(HourlyUsage.Add("", Hour, 2), Hour.AddMinutes(59), 3), Hour));

    [Fact]
    public void An_hour_leaves_the_sum_when_a_day_has_passed_after_it()
    {
        var usage = HourlyUsage.Add("", Hour, 2);

        Assert.Equal(2, HourlyUsage.SumLastDay(usage, Hour.AddHours(24).AddMinutes(59)));
        Assert.Equal(0, HourlyUsage.SumLastDay(usage, Hour.AddHours(25)));
    }

    [Fact]
    public void No_more_than_25_hours_are_kept()
    {
        var usage = Enumerable.Range(0, 100).Aggregate("", (sum, hour) => HourlyUsage.Add(sum, Hour.AddHours(hour), 1));

        Assert.Equal(25, usage.Split(' ').Length);
        Assert.Equal(25, HourlyUsage.SumLastDay(usage, Hour.AddHours(99)));
    }

    [Fact]
    public void Nothing_used_leaves_the_text_as_it_is() => Assert.Equal("x", HourlyUsage.Add("x", Hour, 0));
}
