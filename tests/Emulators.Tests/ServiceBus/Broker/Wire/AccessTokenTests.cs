using Emulators.ServiceBus.Access;
using FsCheck.Xunit;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class AccessTokenTests
{
    private static readonly SharedAccessKey Key = new("a key");
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_token_opens_its_entity_and_what_is_below_it_until_it_expires()
    {
        var token = AccessToken.Find(Sign("sb://localhost/orders", 60), Key, Now);

        Assert.NotNull(token);
        Assert.Equal(Now.AddSeconds(60), token.ExpiresAt);
        Assert.True(token.Opens("orders") && token.Opens("ORDERS/$management"));
        Assert.False(token.Opens("orders2") || token.Opens("order") || token.Opens(""));
        Assert.Null(AccessToken.Find(Sign("sb://localhost/orders", 60), Key, Now.AddSeconds(60)));
    }

    [Fact]
    public void A_token_of_the_namespace_opens_everything() =>
        Assert.True(AccessToken.Find(Sign("sb://localhost/", 60), Key, Now)!.Opens("orders/$management"));

    [Fact]
    public void No_character_of_a_token_can_be_altered_but_to_say_the_same()
    {
        var text = Sign("sb://localhost/orders", 60);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in "A0%&=/+ \0ü".Where(c => c != text[i]))
            {
                var altered = AccessToken.Find($"{text[..i]}{c}{text[(i + 1)..]}", Key, Now);
                Assert.True(altered is null || altered.Path == "orders", $"{c} at {i}");
            }

            Assert.Null(AccessToken.Find(text[..i], Key, Now));
        }
    }

    [Property(MaxTest = 2_000)]
    public void Whatever_comes_opens_nothing(string? text)
    {
        Assert.Null(AccessToken.Find(text ?? string.Empty, Key, Now));
        Assert.Null(AccessToken.Find($"SharedAccessSignature {text}", Key, Now));
        Assert.Null(AccessToken.Find($"SharedAccessSignature sr={text}&se={text}&skn={text}&sig={text}", Key, Now));
    }

    [Theory]
    [InlineData("sb://localhost/orders", "-1")]
    [InlineData("sb://localhost/orders", "9223372036854775807")]
    [InlineData("sb://localhost/orders", "99999999999999999999")]
    [InlineData("sb://localhost/orders", "253402300800")]
    [InlineData("sb://localhost/orders", " 1")]
    [InlineData("sb://localhost/orders", "")]
    [InlineData("orders", "2000000000")]
    [InlineData("", "2000000000")]
    public void What_is_signed_but_makes_no_sense_opens_nothing(string resource, string expiry) =>
        Assert.Null(AccessToken.Find(Text(Uri.EscapeDataString(resource), expiry), Key, Now));

    [Fact]
    public void A_token_that_is_too_long_or_says_a_thing_twice_opens_nothing()
    {
        var text = Sign("sb://localhost/orders", 60);
        Assert.Null(AccessToken.Find($"{text}&x={new string('x', 4096)}", Key, Now));
        Assert.Null(AccessToken.Find($"{text}&sr=sb%3A%2F%2Flocalhost%2F", Key, Now));
        Assert.Null(AccessToken.Find(text.Replace($"skn={SharedAccessKey.Name}", "skn=other", StringComparison.Ordinal), Key, Now));
        Assert.Null(AccessToken.Find(text, Key with { Value = "other" }, Now));
    }

    private static string Sign(string resource, int seconds) =>
        Text(Uri.EscapeDataString(resource), $"{Now.AddSeconds(seconds).ToUnixTimeSeconds()}");

    private static string Text(string resource, string expiry) =>
        $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Key.Sign(resource, expiry))}&se={expiry}&skn={SharedAccessKey.Name}";
}
