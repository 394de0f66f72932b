using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

public sealed class FetchOptionsTests
{
    [Theory]
    [InlineData("MaxRedirects", "0")]
    [InlineData("MaxRedirects", "20")]
    [InlineData("Retries", "0")]
    [InlineData("Retries", "5")]
    [InlineData("Timeout", "00:00:30")]
    [InlineData("AllowedNetworks:0", "10.1.0.0/16")]
    [InlineData("AllowedNetworks:0", "fd12::/16")]
    public void Takes_what_is_in_range(string setting, string value) => Assert.NotNull(Read(setting, value));

    [Theory]
    [InlineData("MaxRedirects", "-1")]
    [InlineData("MaxRedirects", "21")]
    [InlineData("Retries", "-1")]
    [InlineData("Retries", "6")]
    [InlineData("ConnectTimeout", "00:00:00")]
    [InlineData("FirstByteTimeout", "00:00:00")]
    [InlineData("FirstByteTimeout", "-00:00:01")]
    [InlineData("Timeout", "00:00:29")]
    [InlineData("AllowedNetworks:0", "10.1.0.0")]
    [InlineData("AllowedNetworks:0", "example.com")]
    public void Refuses_what_is_not(string setting, string value) =>
        Assert.Contains("Fetch", Assert.Throws<OptionsValidationException>(() => Read(setting, value)).Message, StringComparison.Ordinal);

    private static FetchOptions Read(string setting, string value)
    {
        using var services = GuardedServices.CreateWith(new() { [$"Fetch:{setting}"] = value });
        return services.GetRequiredService<IOptions<FetchOptions>>().Value;
    }
}
