using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Accounts.Ledger;

public sealed class SetAsideTests(Azurite azurite)
{
    private static readonly JobAllowance Unlimited = new(0, 0);

    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly string _account = Azurite.DrawAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_item_needs_more_is_taken_from_the_balance_once()
    {
        var ledger = Create(tokens: 100);
        await ledger.ReserveAsync(_account, Specs.JobId, 2, Unlimited, Token);

        Assert.Equal(new TokensSetAside(true, 30, 68), await ledger.SetAsideAsync(_account, Specs.JobId, 1, 30, Token));
        Assert.Equal(new TokensSetAside(true, 30, 68), await ledger.SetAsideAsync(_account, Specs.JobId, 1, 30, Token));
        Assert.Equal(new TokensSetAside(true, 30, 68), await Create(tokens: 100).SetAsideAsync(_account, Specs.JobId, 1, 30, Token));
        Assert.Equal(new TokensSetAside(true, 8, 60), await ledger.SetAsideAsync(_account, Specs.JobId, 11, 8, Token));
        Assert.Equal(60, (await ledger.GetAsync(_account, Token)).Tokens);
    }

    [Fact]
    public async Task What_another_process_has_set_aside_is_not_asked_for_again()
    {
        var (ours, theirs) = (Create(tokens: 100), Create(tokens: 100));
        await ours.ReserveAsync(_account, Specs.JobId, 1, Unlimited, Token);
        await theirs.SetAsideAsync(_account, Specs.JobId, 0, 60, Token);
        await ours.ReserveAsync(_account, JobId.At(Specs.Now, 8), 1, Unlimited, Token);

        Assert.Equal(new TokensSetAside(true, 60, 38), await ours.SetAsideAsync(_account, Specs.JobId, 0, 60, Token));
    }

    [Fact]
    public async Task What_was_set_aside_and_not_used_comes_back()
    {
        var ledger = Create(tokens: 100);
        await ledger.ReserveAsync(_account, Specs.JobId, 2, Unlimited, Token);
        await ledger.SetAsideAsync(_account, Specs.JobId, 0, 30, Token);
        await ledger.SetAsideAsync(_account, Specs.JobId, 1, 40, Token);

        await ledger.SettleAsync(_account, Specs.JobId, 31, Token);
        Assert.Equal(new AccountBalance(69, 0, 31, 31), await ledger.GetAsync(_account, Token));
    }

    [Fact]
    public async Task Too_few_tokens_leave_everything_as_it_was()
    {
        var ledger = Create(tokens: 10);
        await ledger.ReserveAsync(_account, Specs.JobId, 1, Unlimited, Token);

        Assert.Equal(new TokensSetAside(false, 10, 9), await ledger.SetAsideAsync(_account, Specs.JobId, 0, 10, Token));
        Assert.Equal(new TokensSetAside(true, 9, 0), await ledger.SetAsideAsync(_account, Specs.JobId, 0, 9, Token));
    }

    [Fact]
    public async Task An_account_without_a_balance_never_runs_out()
    {
        var ledger = Create(tokens: null);
        await ledger.ReserveAsync(_account, Specs.JobId, 1, Unlimited, Token);

        Assert.Equal(new TokensSetAside(true, 1_000_000, null), await ledger.SetAsideAsync(_account, Specs.JobId, 0, 1_000_000, Token));
    }

    [Fact]
    public async Task Nothing_is_set_aside_for_a_job_that_is_settled()
    {
        var ledger = Create(tokens: 10);
        await ledger.ReserveAsync(_account, Specs.JobId, 1, Unlimited, Token);
        await ledger.SettleAsync(_account, Specs.JobId, 0, Token);

        Assert.Equal(new TokensSetAside(false, 5, 10), await ledger.SetAsideAsync(_account, Specs.JobId, 0, 5, Token));
        Assert.Equal(10, (await ledger.GetAsync(_account, Token)).Tokens);
    }

    private AccountLedger Create(long? tokens) =>
        new(azurite.Tables, Options.Create(new AccountOptions { Tokens = tokens }), _time, Random.Shared);
}
