using Emulators.ServiceBus.Access;
using FsCheck.Xunit;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class AccessTokenTests
{
    private static readonly SharedAccessKey _key = new("a key");
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_token_opens_its_entity_and_what_is_below_it_until_it_expires()
    {
        var token = AccessToken.Find(Sign("sb://localhost/orders", 60), _key, _now);

        Assert.NotNull(token);
        Assert.Equal(_now.AddSeconds(60), token.ExpiresAt);
        Assert.True(token.Opens("orders") && token.Opens("ORDERS/$management"));
        Assert.False(token.Opens("orders2") || token.Opens("order") || token.Opens(""));
        Assert.Null(AccessToken.Find(Sign("sb://localhost/orders", 60), _key, _now.AddSeconds(60)));
    }

    [Fact]
    public void A_token_of_the_namespace_opens_everything() =>
        Assert.True(AccessToken.Find(Sign("sb://localhost/", 60), _key, _now)!.Opens("orders/$management"));

    [Fact]
    public void No_character_of_a_token_can_be_altered_but_to_say_the_same()
    {
        var text = Sign("sb://localhost/orders", 60);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in "A0%&=/+ \0ü".Where(c => c != text[i]))
            {
                var altered = AccessToken.Find($"{text[..i]}{c}{text[(i + 1)..]}", _key, _now);
                Assert.True(altered is null || altered.Path == "orders", $"{c} at {i}");
            }

            Assert.Null(AccessToken.Find(text[..i], _key, _now));
        }
    }

    [Property(MaxTest = 2_000)]
    public void Whatever_comes_opens_nothing(string? text)
    {
        Assert.Null(AccessToken.Find(text ?? string.Empty, _key, _now));
        Assert.Null(AccessToken.Find($"SharedAccessSignature {text}", _key, _now));
        Assert.Null(AccessToken.Find($"SharedAccessSignature sr={text}&se={text}&skn={text}&sig={text}", _key, _now));
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
        Assert.Null(AccessToken.Find(Text(Uri.EscapeDataString(resource), expiry), _key, _now));

    [Fact]
    public void A_token_that_is_too_long_or_says_a_thing_twice_opens_nothing()
    {
        var text = Sign("sb://localhost/orders", 60);
        Assert.Null(AccessToken.Find($"{text}&x={new string('x', 4096)}", _key, _now));
        Assert.Null(AccessToken.Find($"{text}&sr=sb%3A%2F%2Flocalhost%2F", _key, _now));
        Assert.Null(AccessToken.Find(text.Replace($"skn={SharedAccessKey.Name}", "skn=other", StringComparison.Ordinal), _key, _now));
        Assert.Null(AccessToken.Find(text, _key with { Value = "other" }, _now));
    }

    private static string Sign(string resource, int seconds) =>
        Text(Uri.EscapeDataString(resource), $"{_now.AddSeconds(seconds).ToUnixTimeSeconds()}");

    private static string Text(string resource, string expiry) =>
        $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(_key.Sign(resource, expiry))}&se={expiry}&skn={SharedAccessKey.Name}";
}
