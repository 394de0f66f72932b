using System.Text;
using FsCheck.Xunit;
using Microsoft.Extensions.Options;
using SegFunctions.Secrets;

namespace SegFunctions.Tests.Secrets;

public sealed class SecretCipherTests
{
    private const string Place = "secrets/acct/job-1";
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("whsec_of a receiver");

    [Property]
    public void What_is_sealed_opens_with_every_byte_and_never_twice_the_same(byte[] plain)
    {
        var cipher = SecretKeys.CipherOf("key");
        var first = cipher.Seal(plain, Place);

        Assert.Equal(plain, cipher.TryOpen(first, Place));
        Assert.Equal(plain.Length + 28, first.Length);
        Assert.NotEqual(first, cipher.Seal(plain, Place));
    }

    [Fact]
    public void An_altered_byte_anywhere_keeps_it_shut()
    {
        var cipher = SecretKeys.CipherOf("key");
        var bytes = cipher.Seal(Plain, Place);
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] altered = [.. bytes];
            altered[i] ^= 1;
            Assert.Null(cipher.TryOpen(altered, Place));
        }

        Assert.Null(cipher.TryOpen(bytes.AsSpan(0, 27), Place));
        Assert.Null(cipher.TryOpen([], Place));
    }

    [Fact]
    public void It_opens_in_its_own_place_only()
    {
        var cipher = SecretKeys.CipherOf("key");

        Assert.Null(cipher.TryOpen(cipher.Seal(Plain, Place), "secrets/other/job-1"));
    }

    [Fact]
    public void The_first_key_encrypts_and_every_one_decrypts()
    {
        var (old, both, later) = (SecretKeys.CipherOf("old"), SecretKeys.CipherOf("new", "old"), SecretKeys.CipherOf("new"));

        Assert.Equal(Plain, both.TryOpen(old.Seal(Plain, Place), Place));
        Assert.Equal(Plain, later.TryOpen(both.Seal(Plain, Place), Place));
        Assert.Null(later.TryOpen(old.Seal(Plain, Place), Place));
    }

    [Fact]
    public void What_lies_under_another_key_is_put_under_the_first_and_nothing_else_is()
    {
        var (old, both, later) = (SecretKeys.CipherOf("old"), SecretKeys.CipherOf("new", "old"), SecretKeys.CipherOf("new"));

        Assert.Equal(Plain, later.TryOpen(both.TryRenew(old.Seal(Plain, Place), Place)!, Place));
        Assert.Null(both.TryRenew(later.Seal(Plain, Place), Place));
        Assert.Null(both.TryRenew(old.Seal(Plain, Place), "secrets/other/job-1"));
        Assert.Null(both.TryRenew(SecretKeys.CipherOf("lost").Seal(Plain, Place), Place));
        Assert.Null(both.TryRenew([], Place));
        Assert.True(both.HasOldKeys);
        Assert.False(later.HasOldKeys);
    }

    private static ValidateOptionsResult Validate(SecretOptions options) => new SecretOptionsValidator().Validate(null, options);

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64!")]
    public void A_weak_key_is_refused_at_the_start(string key)
    {
        var weak = SecretKeys.OptionsOf("key");
        Assert.True(Validate(weak).Succeeded);
        weak.Keys.Add(key);

        Assert.Contains("Secrets:Keys:1 must be the base64 of at least 32 random bytes.", Validate(weak).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Secrets:Keys:0", Validate(SecretKeys.OptionsOf()).FailureMessage, StringComparison.Ordinal);
    }
}
