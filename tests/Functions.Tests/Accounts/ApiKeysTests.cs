using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Accounts;

public sealed class ApiKeysTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Specs.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("first", "alice")]
    [InlineData("second", "bob")]
    [InlineData("third", "alice")]
    public async Task Finds_a_configured_keys_account(string key, string account) => Assert.Equal(account, (await Configured().FindAsync(key, Token))?.Account);

    [Theory]
    [InlineData("")]
    [InlineData("firs")]
    [InlineData("first ")]
    [InlineData("FIRST")]
    [InlineData("\ud800")]
    [InlineData("seg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Knows_no_other_key(string key) => Assert.Null(await Configured().FindAsync(key, Token));

    [Fact]
    public async Task Denies_everyone_when_no_key_is_set() => Assert.Null(await Create().FindAsync("", Token));

    [Fact]
    public async Task A_key_cannot_be_its_own_hash() =>
        Assert.Null(await Configured().FindAsync(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("first"))), Token));

    [Fact]
    public async Task A_created_key_opens_its_account_also_for_another_instance()
    {
        var account = Azurite.DrawAccount();
        var (key, secret) = await CreateKeyAsync(Create(), account);

        Assert.Equal(key, await Create().FindAsync(secret, Token));
        Assert.Equal((account, "test", 7, 3), (key.Account, key.Name, key.RequestsPerMinute, key.MaxOpenJobs));
    }

    [Fact]
    public async Task Only_a_keys_hash_is_stored()
    {
        var (key, secret) = await CreateKeyAsync(Create(), Azurite.DrawAccount());
        var rows = azurite.Tables.GetTableClient("keys").QueryAsync<Azure.Data.Tables.TableEntity>(row => row.RowKey == key.Sha256, cancellationToken: Token);
        var row = await rows.SingleAsync(Token);

        Assert.DoesNotContain(row.Select(column => column.Value).OfType<string>(), value => value.Contains(secret, StringComparison.Ordinal) || value.Contains(secret[4..], StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), row.RowKey);
    }

    [Fact]
    public async Task A_key_opens_nothing_once_it_has_expired()
    {
        var keys = Create();
        var (_, secret) = await CreateKeyAsync(keys, Azurite.DrawAccount(), Specs.Now.AddDays(1));

        Assert.NotNull(await keys.FindAsync(secret, Token));
        Assert.False(await keys.HasExpiredAsync(secret, Token));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await keys.FindAsync(secret, Token));
        Assert.True(await keys.HasExpiredAsync(secret, Token));
        Assert.False(await keys.HasExpiredAsync("another", Token));
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_at_once_where_it_was_revoked()
    {
        var keys = Create();
        var (key, secret) = await CreateKeyAsync(keys, Azurite.DrawAccount());
        await keys.FindAsync(secret, Token);

        Assert.True(await keys.RevokeAsync(key.Id, Token));
        Assert.Null(await keys.FindAsync(secret, Token));
        Assert.False(await keys.RevokeAsync(key.Id, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("key_")]
    [InlineData("key_0123456789ABCDEF")]
    [InlineData("key_0123456789abcdef")]
    [InlineData("0123456789abcdef0123")]
    public async Task An_id_that_no_key_has_revokes_nothing(string id) => Assert.False(await Create().RevokeAsync(id, Token));

    [Fact]
    public async Task Lists_configured_and_created_keys()
    {
        var keys = Configured();
        var (key, _) = await CreateKeyAsync(keys, Azurite.DrawAccount());
        var listed = await keys.ListAsync(Token);

        Assert.Equal(["alice", "bob", "alice"], listed.Take(3).Select(known => known.Account));
        Assert.Contains(key, listed);
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("a-B_9", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("alice\n", false)]
    public void An_accounts_name_must_do_for_paths_and_keys(string account, bool valid) =>
        Assert.Equal(valid, Validate(account, new string('a', 64)).Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_hash_must_be_one(string hash) => Assert.True(Validate("a", hash).Failed);

    private static Task<(ApiKey Key, string Secret)> CreateKeyAsync(ApiKeys keys, string account, DateTimeOffset? expires = null) =>
        keys.CreateAsync(hash => new ApiKey(hash, "test", account, KeyScopes.Jobs, Specs.Now, expires, 7, 3), Token);

    private static ValidateOptionsResult Validate(string account, string hash) =>
        new AccountOptionsValidator().Validate(AccountOptions.Section, new AccountOptions { Keys = { new ConfiguredKey { Account = account, Sha256 = hash } } });

    private ApiKeys Configured() => Create(("first", "alice"), ("second", "bob"), ("third", "alice"));

    private ApiKeys Create(params (string Key, string Account)[] known)
    {
        var options = new AccountOptions();
        foreach (var (key, account) in known)
        {
            options.Keys.Add(new ConfiguredKey { Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Account = account });
        }

        return new ApiKeys(Options.Create(options), new ApiKeyTable(azurite.Tables), _time);
    }
}
