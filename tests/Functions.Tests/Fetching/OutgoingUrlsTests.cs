using System.Net;
using FsCheck.Xunit;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

public sealed class OutgoingUrlsTests
{
    private static readonly OutgoingUrls Urls = GuardedServices.Urls();

    public static TheoryData<string> Spelled { get; } =
    [
        .. from address in AddressSpellings.Closed from spelling in AddressSpellings.Of(address) select $"http://{spelling}/",
        .. AddressSpellings.ClosedIPv6.Select(address => $"http://[{address}]/"),
    ];

    [Theory]
    [MemberData(nameof(Spelled), DisableDiscoveryEnumeration = true)]
    public void Refuses_a_closed_address_however_it_is_spelled(string url)
    {
        Assert.NotNull(Urls.FindInputFault(url));
        Assert.NotNull(Urls.FindWebhookFault(url.Replace("http:", "https:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://example.com/a.jpg")]
    [InlineData("https://example.com:8443/a.jpg?token=%2F#part")]
    [InlineData("https://93.184.216.34/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("HTTP://EXAMPLE.COM")]
    [InlineData("https://bücher.example/ä.png")]
    public void Takes_public_addresses(string url) => Assert.Null(Urls.FindInputFault(url));

    [Theory]
    [InlineData("")]
    [InlineData("a.jpg")]
    [InlineData("//example.com/a.jpg")]
    [InlineData("ftp://example.com/a.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http:///a.jpg")]
    [InlineData("http://")]
    [InlineData("http://example.com:99999/")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://example.com/\r\nHost: x")]
    [InlineData("http://user:secret@example.com/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://a.localhost:8080/")]
    public void Refuses_what_is_no_public_web_address(string url) => Assert.NotNull(Urls.FindInputFault(url));

    [Fact]
    public void Refuses_a_long_address() => Assert.NotNull(Urls.FindInputFault($"https://example.com/{new string('a', OutgoingUrls.MaxLength)}"));

    [Fact]
    public void A_webhook_is_https_and_http_only_where_a_private_network_is_open()
    {
        var open = GuardedServices.Urls("10.0.0.0/8");

        Assert.NotNull(Urls.FindWebhookFault("http://receiver.example/"));
        Assert.Null(Urls.FindWebhookFault("https://receiver.example/"));
        Assert.Null(open.FindWebhookFault("http://receiver.internal/"));
        Assert.Null(open.FindWebhookFault("http://10.2.3.4/"));
        Assert.NotNull(open.FindWebhookFault("http://192.168.2.3/"));
    }

    [Fact]
    public void An_allowed_network_is_open_and_its_neighbor_is_not()
    {
        var open = GuardedServices.Urls("127.0.0.0/8", "::1/128", "fd12::/16");

        Assert.All((string[])["http://127.0.0.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://localhost/", "http://[fd12::1]/"], url => Assert.Null(open.FindInputFault(url)));
        Assert.All((string[])["http://10.0.0.1/", "http://[::2]/", "http://[fd13::1]/", "http://[::127.0.0.1]/"], url => Assert.NotNull(open.FindInputFault(url)));
    }

    [Theory]
    [InlineData("::1/128")]
    [InlineData("127.0.0.1/32")]
    public void A_name_of_this_machine_is_open_where_one_of_its_addresses_is(string network)
    {
        Assert.Null(GuardedServices.Urls(network).FindInputFault("http://localhost/"));
        Assert.NotNull(GuardedServices.Urls("10.0.0.0/8").FindInputFault("http://localhost/"));
    }

    [Theory]
    [InlineData("http://①27.0.0.1/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://a\\b/")]
    [InlineData("http://a\u007f/")]
    [InlineData("http://\u200e/")]
    public void Refuses_letters_that_a_resolver_may_read_as_others(string url) => Assert.NotNull(Urls.FindInputFault(url));

    [Fact]
    public void A_log_line_holds_neither_query_nor_user() =>
        Assert.Equal("https://example.com:8443/a/b", OutgoingUrls.ForLog(new Uri("https://user:word@example.com:8443/a/b?sig=secret#frag")));

    /// <summary>The verdict on an address does not depend on its spelling.</summary>
    [Property(MaxTest = 500)]
    public bool Judges_every_spelling_of_an_address_as_the_address(uint address, byte spelling)
    {
        var plain = new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);
        var all = AddressSpellings.Of(plain.ToString()).Take(10).ToArray();
        return (Urls.FindInputFault($"http://{all[spelling % all.Length]}/") is null) == (Urls.FindInputFault($"http://{plain}/") is null);
    }

    /// <summary>Every character alone, at the start and at the end of a name: DNS lacks some of them, for which the framework throws.</summary>
    [Fact]
    public void Answers_whatever_letters_a_name_is_of()
    {
        var letters = Enumerable.Range(1, char.MaxValue).Select(code => (char)code).Where(letter => !char.IsSurrogate(letter));

        var failing = letters.SelectMany(letter => (string[])[$"http://{letter}/", $"http://{letter}a.example/", $"http://a{letter}/"])
            .Where(url => Record.Exception(() => Urls.FindInputFault(url)) is not null);

        Assert.Empty(failing);
    }

    /// <summary>No input makes it fail, and whatever it lets pass is a web address.</summary>
    [Property(MaxTest = 1000)]
    public bool Answers_whatever_it_is_given(string? text) =>
        text is null || Urls.FindInputFault(text) is not null || Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
