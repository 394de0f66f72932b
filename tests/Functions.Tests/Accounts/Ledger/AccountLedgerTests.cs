using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Accounts.Ledger;

public sealed class AccountLedgerTests(Azurite azurite)
{
    private static readonly JobAllowance Unlimited = new(0, 0);

    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly string _account = Azurite.DrawAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_succeeds_is_used()
    {
        var ledger = Create(tokens: 10);

        Assert.Equal(new Reservation(ReservationOutcome.Reserved, 4, 6), await ledger.ReserveAsync(_account, Job(1), 4, Unlimited, Token));
        Assert.Equal(new AccountBalance(6, 1, 0, 0), await ledger.GetAsync(_account, Token));
        Assert.Equal(new Settlement(WasOpen: true, LeavesStaged: false), await ledger.SettleAsync(_account, Job(1), 3, Token));
        Assert.Equal(new AccountBalance(7, 0, 3, 3), await ledger.GetAsync(_account, Token));
    }

    [Fact]
    public async Task A_settlement_that_comes_again_changes_nothing()
    {
        var ledger = Create(tokens: 10);
        await ledger.ReserveAsync(_account, Job(1), 4, Unlimited, Token);
        await ledger.SettleAsync(_account, Job(1), 3, Token);

        Assert.False((await ledger.SettleAsync(_account, Job(1), 4, Token)).WasOpen);
        Assert.False((await Create(tokens: 10).SettleAsync(_account, Job(1), 0, Token)).WasOpen);
        Assert.Equal(new AccountBalance(7, 0, 3, 3), await ledger.GetAsync(_account, Token));
    }

    [Fact]
    public async Task A_job_for_which_too_few_tokens_are_left_leaves_nothing()
    {
        var ledger = Create(tokens: 3);

        Assert.Equal(new Reservation(ReservationOutcome.TokensSpent, 4, 3), await ledger.ReserveAsync(_account, Job(1), 4, Unlimited, Token));
        Assert.Equal(new AccountBalance(3, 0, 0, 0), await ledger.GetAsync(_account, Token));
        Assert.Empty(await ledger.ListOpenAsync(_account, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task As_many_jobs_are_open_as_may_be()
    {
        var ledger = Create(tokens: null);
        await ledger.ReserveAsync(_account, Job(2), 1, new(2, 0), Token);
        await ledger.ReserveAsync(_account, Job(1), 1, new(2, 0), Token);

        Assert.Equal(new Reservation(ReservationOutcome.OpenJobsLimitReached, 1, null, Job(1)), await ledger.ReserveAsync(_account, Job(3), 1, new(2, 0), Token));
        await ledger.SettleAsync(_account, Job(1), 1, Token);
        Assert.Equal(ReservationOutcome.Reserved, (await ledger.ReserveAsync(_account, Job(3), 1, new(2, 0), Token)).Outcome);
        Assert.Equal([Job(2), Job(3)], await ledger.ListOpenAsync(_account, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_jobs_id_is_taken_once()
    {
        var ledger = Create(tokens: 10);
        await ledger.ReserveAsync(_account, Job(1), 4, Unlimited, Token);

        Assert.Equal(ReservationOutcome.JobIdTaken, (await ledger.ReserveAsync(_account, Job(1), 4, Unlimited, Token)).Outcome);
        Assert.Equal(6, (await ledger.GetAsync(_account, Token)).Tokens);
    }

    [Fact]
    public async Task Jobs_above_those_that_may_run_are_staged_and_go_one_for_each_that_ends()
    {
        var ledger = Create(tokens: 10);
        var staged = new List<bool>();
        foreach (var i in Enumerable.Range(0, 5))
        {
            staged.Add((await ledger.ReserveAsync(_account, Job(i), 1, new(0, 2), Token)).IsStaged);
        }

        Assert.Equal([false, false, true, true, true], staged);
        Assert.Equal((new Turn(IsTaken: false, LeavesRoom: false), Job(2)), (await ledger.TakeTurnAsync(_account, Job(2), 2, Token), await ledger.FindOldestStagedAsync(_account, Token)));

        Assert.Equal(new Settlement(WasOpen: true, LeavesStaged: true), await ledger.SettleAsync(_account, Job(0), 1, Token));
        Assert.Equal(new Settlement(WasOpen: true, LeavesStaged: true), await ledger.SettleAsync(_account, Job(1), 1, Token));
        Assert.Equal(new Turn(IsTaken: true, LeavesRoom: true), await ledger.TakeTurnAsync(_account, Job(2), 2, Token));
        Assert.Equal(new Turn(IsTaken: true, LeavesRoom: true), await Create(tokens: 10).TakeTurnAsync(_account, Job(2), 2, Token));
        Assert.Equal(new Turn(IsTaken: true, LeavesRoom: false), await ledger.TakeTurnAsync(_account, Job(3), 2, Token));
        Assert.Equal((new Turn(IsTaken: false, LeavesRoom: false), Job(4)), (await ledger.TakeTurnAsync(_account, Job(4), 2, Token), await ledger.FindOldestStagedAsync(_account, Token)));
    }

    [Fact]
    public async Task A_turn_that_was_taken_in_another_process_stays_taken()
    {
        var (ours, theirs) = (Create(tokens: null), Create(tokens: null));
        await ours.ReserveAsync(_account, Job(1), 1, new(0, 1), Token);
        await ours.ReserveAsync(_account, Job(2), 1, new(0, 1), Token);
        await theirs.SettleAsync(_account, Job(1), 1, Token);
        Assert.True((await theirs.TakeTurnAsync(_account, Job(2), 1, Token)).IsTaken);
        await ours.ReserveAsync(_account, Job(3), 1, new(0, 1), Token);

        Assert.True((await ours.TakeTurnAsync(_account, Job(2), 1, Token)).IsTaken);
    }

    [Fact]
    public async Task A_job_that_another_process_has_settled_is_not_settled_again()
    {
        var (ours, theirs) = (Create(tokens: 10), Create(tokens: 10));
        await ours.ReserveAsync(_account, Job(1), 4, Unlimited, Token);
        await theirs.SettleAsync(_account, Job(1), 3, Token);
        await ours.ReserveAsync(_account, Job(2), 1, Unlimited, Token);

        Assert.False((await ours.SettleAsync(_account, Job(1), 0, Token)).WasOpen);
        Assert.Equal(new AccountBalance(6, 1, 3, 3), await ours.GetAsync(_account, Token));
    }

    /// <summary>With too many open jobs, the oldest are read again: they may have been settled elsewhere.</summary>
    [Fact]
    public async Task A_job_is_settled_by_one_request_where_it_was_accepted()
    {
        var requests = new StorageRequests();
        var ledger = new AccountLedger(requests.Watch(azurite), Options.Create(new AccountOptions()), _time, Random.Shared);
        await Task.WhenAll(Enumerable.Range(0, WrittenReservations.MaxRows + 1).Select(i => ledger.ReserveAsync(_account, Job(i), 1, Unlimited, Token)));

        Assert.Equal(["POST"], await SettleAsync(WrittenReservations.MaxRows));
        Assert.Equal(["POST"], await SettleAsync(1));
        Assert.Equal(["GET", "POST"], await SettleAsync(0));

        async Task<IEnumerable<string>> SettleAsync(int job)
        {
            requests.Seen.Clear();
            await ledger.SettleAsync(_account, Job(job), 1, Token);
            return requests.Seen.Select(request => request.Split(' ')[0]);
        }
    }

    [Fact]
    public async Task A_staged_job_that_ends_leaves_no_trace()
    {
        var ledger = Create(tokens: 10);
        await ledger.ReserveAsync(_account, Job(1), 1, new(0, 1), Token);
        await ledger.ReserveAsync(_account, Job(2), 4, new(0, 1), Token);

        Assert.Equal(new Settlement(WasOpen: true, LeavesStaged: false), await ledger.SettleAsync(_account, Job(2), 0, Token));
        Assert.Equal(new Settlement(WasOpen: true, LeavesStaged: false), await ledger.SettleAsync(_account, Job(1), 1, Token));
        Assert.False((await ledger.ReserveAsync(_account, Job(3), 1, new(0, 1), Token)).IsStaged);
        Assert.Equal(new AccountBalance(8, 1, 1, 1), await ledger.GetAsync(_account, Token));
    }

    [Fact]
    public async Task No_new_job_overtakes_a_staged_one()
    {
        var ledger = Create(tokens: null);
        await ledger.ReserveAsync(_account, Job(1), 1, new(0, 1), Token);
        await ledger.ReserveAsync(_account, Job(2), 1, new(0, 1), Token);
        await ledger.SettleAsync(_account, Job(1), 1, Token);

        Assert.True((await ledger.ReserveAsync(_account, Job(3), 1, new(0, 1), Token)).IsStaged);
        Assert.False((await ledger.ReserveAsync(_account, Job(4), 1, Unlimited, Token)).IsStaged);
    }

    /// <summary>Two ledgers stand for two processes: they know each other only through the table.</summary>
    [Fact]
    public async Task Nothing_is_lost_between_two_processes()
    {
        // They wait between attempts, so time must pass.
        var ledgers = (AccountLedger[])[Create(30, TimeProvider.System), Create(30, TimeProvider.System)];
        var reservations = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => ledgers[i % 2].ReserveAsync(_account, Job(i), 1, Unlimited, Token)));
        var reserved = reservations.Count(reservation => reservation.Outcome == ReservationOutcome.Reserved);
        var settled = await Task.WhenAll(
            Enumerable.Range(0, 80).Select(i => ledgers[i % 2].SettleAsync(_account, Job(i / 2), 1, Token)));

        Assert.Equal(30, reserved);
        Assert.Equal(30, settled.Count(done => done.WasOpen));
        Assert.Equal(new AccountBalance(0, 0, 30, 30), await ledgers[0].GetAsync(_account, Token));
    }

    [Fact]
    public async Task A_balance_can_be_set_and_taken_away()
    {
        var ledger = Create(tokens: null);
        await ledger.SetTokensAsync(_account, 5, Token);
        Assert.Equal(5, (await ledger.GetAsync(_account, Token)).Tokens);
        await ledger.SetTokensAsync(_account, null, Token);

        Assert.Equal(new Reservation(ReservationOutcome.Reserved, 1000, null), await ledger.ReserveAsync(_account, Job(1), 1000, Unlimited, Token));
    }

    [Fact]
    public async Task Use_counts_for_a_day()
    {
        var ledger = Create(tokens: null);
        foreach (var i in Enumerable.Range(0, 30))
        {
            await ledger.ReserveAsync(_account, Job(i), 1, Unlimited, Token);
            await ledger.SettleAsync(_account, Job(i), 1, Token);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(new AccountBalance(null, 0, 24, 30), await ledger.GetAsync(_account, Token));
        _time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, (await ledger.GetAsync(_account, Token)).UsedLastDay);
    }

    [Fact]
    public async Task Lists_the_accounts_that_had_a_job()
    {
        var ledger = Create(tokens: null);
        await ledger.ReserveAsync(_account, Job(1), 1, Unlimited, Token);

        Assert.Contains(_account, await ledger.ListAccountsAsync(Token).ToListAsync(Token));
    }

    private static JobId Job(int number) => JobId.At(Specs.Now, number);

    private AccountLedger Create(long? tokens) => Create(tokens, _time);

    private AccountLedger Create(long? tokens, TimeProvider clock) =>
        new(azurite.Tables, Options.Create(new AccountOptions { Tokens = tokens }), clock, Random.Shared);
}
