using System.Buffers.Text;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Links;

namespace SegFunctions.Tests.Links;

public sealed class LinkSignerTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _time = new(Specs.Now);

    [Fact]
    public void Fields_come_back_until_the_link_expires()
    {
        var signer = Create("a");
        var token = signer.Sign(LinkPurpose.File, Lifetime, "results", "a/ü.png");

        _time.Advance(Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["results", "a/ü.png"], signer.TryRead(LinkPurpose.File, token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(signer.TryRead(LinkPurpose.File, token));
    }

    [Fact]
    public void No_bit_of_a_token_can_be_altered()
    {
        var signer = Create("a");
        var bytes = Base64Url.DecodeFromChars(signer.Sign(LinkPurpose.File, Lifetime, "results", "a.png"));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var altered = bytes.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(signer.TryRead(LinkPurpose.File, Base64Url.EncodeToString(altered)));
        }
    }

    [Fact]
    public void No_character_of_a_token_can_be_altered()
    {
        var signer = Create("a");
        foreach (var name in (string[])["a", "ab", "abc"])
        {
            var token = signer.Sign(LinkPurpose.File, Lifetime, name);
            for (var i = 0; i < token.Length; i++)
            {
                foreach (var c in "AB_-9=/ %\n".Where(c => c != token[i]))
                {
                    Assert.Null(signer.TryRead(LinkPurpose.File, $"{token[..i]}{c}{token[(i + 1)..]}"));
                }
            }

            Assert.Null(signer.TryRead(LinkPurpose.File, token[..^1]));
            Assert.Null(signer.TryRead(LinkPurpose.File, token + "="));
        }
    }

    [Property]
    public bool Nothing_made_up_is_read(NonNull<string> token) => Create("a").TryRead(LinkPurpose.File, token.Get) is null;

    [Fact]
    public void A_link_for_one_purpose_is_none_for_another() =>
        Assert.Null(Create("a").TryRead(LinkPurpose.Upload, Create("a").Sign(LinkPurpose.File, Lifetime, "x")));

    [Fact]
    public void Keys_can_be_rotated()
    {
        var old = Create("old").Sign(LinkPurpose.File, Lifetime, "x");
        var rotated = Create("new", "old");

        Assert.Equal(["x"], rotated.TryRead(LinkPurpose.File, old));
        Assert.Equal(["x"], Create("new").TryRead(LinkPurpose.File, rotated.Sign(LinkPurpose.File, Lifetime, "x")));
        Assert.Null(Create("new").TryRead(LinkPurpose.File, old));
    }

    [Fact]
    public void A_field_cannot_pretend_to_be_two() =>
        Assert.Throws<ArgumentException>(() => Create("a").Sign(LinkPurpose.File, Lifetime, "a\nb"));

    private LinkSigner Create(params string[] keys) => new(Options.Create(LinkSettings.Options(keys)), _time);
}
