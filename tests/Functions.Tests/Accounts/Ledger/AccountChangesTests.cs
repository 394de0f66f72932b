using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Accounts.Ledger;

public sealed class AccountChangesTests
{
    private readonly string _account = Azurite.DrawAccount();
    private readonly TableStore _table;

    public AccountChangesTests(Azurite azurite) => _table = new TableStore(azurite.Tables, $"t{Guid.NewGuid():N}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_arrives_during_a_write_is_written_together()
    {
        var account = Open();
        var first = await HoldAsync(account);
        var burst = Enumerable.Range(0, 120).Select(i => new TakeChange(_account, Job(i))).ToList();
        burst.ForEach(account.Add);
        Assert.All(burst, change => Assert.Equal(0, change.Applications));
        first.Release();
        await Task.WhenAll(burst.Select(change => change.Done));

        // A transaction has up to 100 rows, one of which is the account's.
        Assert.Equal([99, 21], burst.GroupBy(change => change.Found).Select(group => group.Count()));
        Assert.Equal(120, (await account.ReadBalanceAsync(Token)).OpenJobs);
    }

    [Fact]
    public async Task Two_changes_of_one_job_are_written_one_after_the_other()
    {
        var account = Open();
        var first = await HoldAsync(account);
        var twice = new[] { new TakeChange(_account, Job(1)), new TakeChange(_account, Job(1)) };
        Array.ForEach(twice, account.Add);
        first.Release();
        var taken = await Task.WhenAll(twice.Select(change => change.Done));

        Assert.Equal([true, false], taken);
        Assert.Equal(1, (await account.ReadBalanceAsync(Token)).OpenJobs);
    }

    [Fact]
    public async Task A_row_that_another_process_has_changed_is_read_again()
    {
        var (ours, theirs) = (Open(), Open());
        await DoAsync(ours, new TakeChange(_account, Job(1)));
        await DoAsync(theirs, new TakeChange(_account, Job(2)));
        var change = new TakeChange(_account, Job(3));
        await DoAsync(ours, change);

        Assert.Equal(2, change.Applications);
        Assert.Equal(3, (await theirs.ReadBalanceAsync(Token)).OpenJobs);
    }

    [Fact]
    public async Task A_row_that_nobody_else_changes_is_not_read_again()
    {
        var account = Open();
        await DoAsync(account, new TakeChange(_account, Job(1)));
        var change = new TakeChange(_account, Job(2));
        await DoAsync(account, change);

        Assert.Equal((1, 1), (change.Applications, change.OpenJobsBefore));
    }

    [Fact]
    public async Task A_change_that_fails_tells_its_caller_and_leaves_the_account_as_it_was()
    {
        var account = Open();
        await DoAsync(account, new TakeChange(_account, Job(1)));
        var faulty = new TakeChange(_account, Job(2)) { Fault = new InvalidOperationException("No.") };
        account.Add(faulty);

        Assert.Equal("No.", (await Assert.ThrowsAsync<InvalidOperationException>(() => faulty.Done)).Message);
        var change = new TakeChange(_account, Job(3));
        await DoAsync(account, change);
        Assert.Equal((1, 2), (change.OpenJobsBefore, (await account.ReadBalanceAsync(Token)).OpenJobs));
    }

    [Fact]
    public async Task An_account_without_a_row_has_the_tokens_of_the_settings()
    {
        Assert.Equal(7, (await Open(tokens: 7).ReadBalanceAsync(Token)).Tokens);
        Assert.Null((await Open(tokens: null).ReadBalanceAsync(Token)).Tokens);
    }

    private static JobId Job(int i) => JobId.At(Specs.Now, i);

    private static Task<bool> DoAsync(AccountChanges account, TakeChange change)
    {
        account.Add(change);
        return change.Done;
    }

    /// <summary>On a thread of its own, which would be blocked if the writer did not leave it.</summary>
    private static async Task<HeldChange> HoldAsync(AccountChanges account)
    {
        var held = new HeldChange();
        _ = Task.Run(() => account.Add(held), Token);
        await held.Applied;
        return held;
    }

    private AccountChanges Open(long? tokens = null) => new(
        _account, _table, Options.Create(new AccountOptions { Tokens = tokens }), new FakeTimeProvider(Specs.Now), new Random(1));

    /// <summary>Opens a job, once. Records what it was given.</summary>
    private sealed class TakeChange(string account, JobId job) : LedgerChange<bool>(job)
    {
        private bool _isNew;

        public Exception? Fault { get; init; }

        public int Applications { get; private set; }

        public int OpenJobsBefore { get; private set; }

        /// <summary>The account's row as the transaction found it.</summary>
        public ETag Found { get; private set; }

        public override bool NeedsRow => true;

        protected override bool Outcome => _isNew;

        public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
        {
            (Applications, Found, OpenJobsBefore, _isNew) = (Applications + 1, balance.ETag, balance.OpenJobs, row is null);
            balance.OpenJobs += _isNew ? 1 : 0;
            return Fault is not null ? throw Fault
                : !_isNew ? null
                : new TableTransactionAction(TableTransactionActionType.Add, new ReservationRow { PartitionKey = account, RowKey = ReservationRow.KeyOf(Job!.Value) });
        }
    }

    /// <summary>Keeps the writer busy until released.</summary>
    private sealed class HeldChange() : LedgerChange(null)
    {
        private readonly TaskCompletionSource _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new();

        public Task Applied => _applied.Task;

        public override bool NeedsRow => false;

        public void Release() => _released.SetResult();

        public override TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now)
        {
            _applied.TrySetResult();
            _released.Task.Wait(Token);
            return null;
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception exception)
        {
        }
    }
}
