using Microsoft.Extensions.Options;
using SegFunctions.CrossOrigin;

namespace SegFunctions.Tests.CrossOrigin;

public sealed class CrossOriginOptionsTests
{
    [Theory]
    [InlineData("https://app.example")]
    [InlineData("http://localhost:5173")]
    [InlineData("*")]
    public void These_are_origins(string origin) => Assert.True(Validate(origin).Succeeded);

    [Theory]
    [InlineData("https://app.example/")]
    [InlineData("https://app.example/page")]
    [InlineData("app.example")]
    [InlineData("https://*.example/")]
    [InlineData("ftp://app.example")]
    [InlineData("")]
    public void These_are_not(string origin) => Assert.True(Validate(origin).Failed);

    [Fact]
    public void There_are_none_by_default() => Assert.Empty(new CrossOriginOptions().Origins);

    private static ValidateOptionsResult Validate(string origin) =>
        new CrossOriginOptionsValidator().Validate(CrossOriginOptions.Section, new CrossOriginOptions { Origins = { origin } });
}
