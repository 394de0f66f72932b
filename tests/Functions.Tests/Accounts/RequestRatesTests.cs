using Microsoft.Extensions.Options;
using SegFunctions.Accounts;

namespace SegFunctions.Tests.Accounts;

public sealed class RequestRatesTests
{
    [Fact]
    public void An_account_may_send_a_minutes_worth_at_once_and_no_more()
    {
        using var rates = Create(perMinute: 3);
        var answers = Enumerable.Range(0, 4).Select(_ => rates.TryTake(Key("alice"))).ToList();

        Assert.Equal([null, null, null], answers[..3]);
        Assert.InRange(answers[3]!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Accounts_do_not_slow_each_other_down()
    {
        using var rates = Create(perMinute: 1);
        rates.TryTake(Key("alice"));

        Assert.NotNull(rates.TryTake(Key("alice")));
        Assert.Null(rates.TryTake(Key("bob")));
    }

    [Fact]
    public void A_keys_own_limit_counts_for_that_key()
    {
        using var rates = Create(perMinute: 1);
        var own = Key("alice") with { Sha256 = new string('b', 64), RequestsPerMinute = 2 };

        Assert.Equal([null, null], (TimeSpan?[])[rates.TryTake(own), rates.TryTake(own)]);
        Assert.NotNull(rates.TryTake(own));
        Assert.Null(rates.TryTake(Key("alice")));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        using var rates = Create(perMinute: 0);

        Assert.All(Enumerable.Range(0, 100_000), _ => Assert.Null(rates.TryTake(Key("alice"))));
    }

    [Fact]
    public void What_is_left_is_known_without_taking_any()
    {
        using var rates = Create(perMinute: 3);
        rates.TryTake(Key("alice"));

        Assert.Equal(new RequestAllowance(3, 2, TimeSpan.FromSeconds(20)), rates.Find(Key("alice")));
        Assert.Equal(new RequestAllowance(3, 3, TimeSpan.Zero), rates.Find(Key("bob")));
        Assert.Null(rates.Find(Key("alice") with { RequestsPerMinute = 0 }));
    }

    private static ApiKey Key(string account) => new(new string('a', 64), "", account, KeyScopes.Jobs, null, null, null, null);

    private static RequestRates Create(int perMinute) =>
        new(new AccountLimits(Options.Create(new AccountOptions { RequestsPerMinute = perMinute })));
}
