using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;

namespace SegFunctions.Tests.Accounts;

public sealed class ApiKeysTests
{
    private readonly ApiKeys keys = Create(("first", "alice"), ("second", "bob"), ("third", "alice"));

    [Theory]
    [InlineData("first", "alice")]
    [InlineData("second", "bob")]
    [InlineData("third", "alice")]
    public void Finds_a_keys_account(string key, string account) => Assert.Equal(account, keys.FindAccount(key));

    [Theory]
    [InlineData("")]
    [InlineData("firs")]
    [InlineData("first ")]
    [InlineData("FIRST")]
    [InlineData("\ud800")]
    public void Knows_no_other_key(string key) => Assert.Null(keys.FindAccount(key));

    [Fact]
    public void Denies_everyone_when_no_key_is_set() => Assert.Null(Create().FindAccount(""));

    [Fact]
    public void A_key_cannot_be_its_own_hash() =>
        Assert.Null(keys.FindAccount(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("first")))));

    [Theory]
    [InlineData("alice", true)]
    [InlineData("a-B_9", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("alice\n", false)]
    public void An_accounts_name_must_do_for_paths_and_keys(string account, bool valid) =>
        Assert.Equal(valid, new AccountKey { Account = account, Sha256 = new string('a', 64) }.IsValid());

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_hash_must_be_one(string hash) => Assert.False(new AccountKey { Account = "a", Sha256 = hash }.IsValid());

    private static ApiKeys Create(params (string Key, string Account)[] known)
    {
        var options = new AccountOptions();
        foreach (var (key, account) in known)
        {
            options.Keys.Add(new AccountKey { Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Account = account });
        }

        return new ApiKeys(Options.Create(options));
    }
}
