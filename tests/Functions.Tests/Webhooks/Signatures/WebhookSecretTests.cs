using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Tests.Webhooks.Signatures;

public sealed class WebhookSecretTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(64)]
    public void Takes_24_to_64_bytes(int bytes) => Assert.True(WebhookSecret.IsValid("whsec_" + Convert.ToBase64String(new byte[bytes])));

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("whsec_MfKQ9r8GKYqr TwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Refuses_what_is_empty_short_unpadded_or_no_secret(string secret) => Assert.False(WebhookSecret.IsValid(secret));

    [Fact]
    public void Refuses_65_bytes() => Assert.False(WebhookSecret.IsValid("whsec_" + Convert.ToBase64String(new byte[65])));

    [Fact]
    public void Ours_are_valid_need_no_padding_and_are_never_the_same()
    {
        var drawn = Enumerable.Range(0, 100).Select(_ => WebhookSecret.Draw()).ToList();

        Assert.All(drawn, secret => Assert.True(WebhookSecret.IsValid(secret) && !secret.Contains('=', StringComparison.Ordinal)));
        Assert.Equal(100, drawn.Distinct().Count());
    }
}
