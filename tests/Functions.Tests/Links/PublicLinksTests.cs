using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Contract;
using SegFunctions.Links;

namespace SegFunctions.Tests.Links;

public sealed class PublicLinksTests
{
    private readonly IOptions<LinkOptions> _options = Options.Create(LinkSettings.Options("key"));

    [Fact]
    public void A_file_has_an_absolute_address_that_names_it()
    {
        var links = new PublicLinks(new LinkSigner(_options, new FakeTimeProvider(Specs.Now)), _options, new FakeTimeProvider(Specs.Now));
        var blob = new BlobReference("results", "acct/job/items/0/0/masks/0.png");
        var address = links.ToFile(blob);

        Assert.StartsWith("https://seg.example/api/files/", address, StringComparison.Ordinal);
        Assert.Equal(blob, links.TryReadFile(address.Split('/')[^1]));
    }

    [Fact]
    public void A_link_for_a_files_life_lasts_to_its_end_and_is_known_after_it()
    {
        var time = new FakeTimeProvider(Specs.Now);
        var links = new PublicLinks(new LinkSigner(_options, time), _options, time);
        var blob = new BlobReference("results", "acct/job/items/0/0/masks/0.png");
        var token = links.ToFile(blob, Specs.Now.AddDays(8)).Split('/')[^1];

        time.Advance(TimeSpan.FromDays(8) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((blob, false), (links.TryReadFile(token), links.LedToFile(token)));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((null, true), (links.TryReadFile(token), links.LedToFile(token)));
        Assert.False(links.LedToFile(token[..^1]));
    }

    [Fact]
    public void A_short_link_that_has_expired_says_nothing_of_its_file()
    {
        var time = new FakeTimeProvider(Specs.Now);
        var links = new PublicLinks(new LinkSigner(_options, time), _options, time);
        var token = links.ToFile(new BlobReference("results", "a")).Split('/')[^1];

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((null, false), (links.TryReadFile(token), links.LedToFile(token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64!")]
    public void A_weak_key_is_refused_at_the_start(string key)
    {
        var weak = LinkSettings.Options();
        weak.SigningKeys.Add(key);

        Assert.True(Validate(weak).Failed);
        Assert.True(Validate(_options.Value).Succeeded);
    }

    [Fact]
    public void Missing_keys_or_a_relative_base_are_refused_at_the_start()
    {
        var relative = LinkSettings.Options("key");
        relative.PublicBaseUrl = new Uri("/api", UriKind.Relative);

        Assert.True(Validate(relative).Failed);
        Assert.True(Validate(LinkSettings.Options()).Failed);
    }

    private static ValidateOptionsResult Validate(LinkOptions options) => new LinkOptionsValidator().Validate(LinkOptions.Section, options);
}
