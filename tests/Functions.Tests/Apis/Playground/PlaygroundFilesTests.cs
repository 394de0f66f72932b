using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SegFunctions.Apis.Playground;
using SegFunctions.Connections;
using SegFunctions.Links;

namespace SegFunctions.Tests.Apis.Playground;

public sealed class PlaygroundFilesTests
{
    private const string Account = "https://stmedia.blob.core.windows.net";

    public static TheoryData<string> Pages { get; } = ["index.html", "reference.html"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Where_large_files_are_redirected_the_page_may_send_requests_to_that_account(string page)
    {
        var closed = PolicyOf(page, new BlobConnection { ConnectionString = "UseDevelopmentStorage=true" });
        var open = PolicyOf(page, new BlobConnection { BlobServiceUri = new Uri(Account + "/") });

        Assert.EndsWith("; connect-src 'self'", closed, StringComparison.Ordinal);
        Assert.Equal($"{closed} {Account}", open);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Behind_a_private_network_it_may_not(string page) => Assert.Equal(
        PolicyOf(page, new BlobConnection { ConnectionString = "UseDevelopmentStorage=true" }),
        PolicyOf(page, new BlobConnection { BlobServiceUri = new Uri(Account + "/") }, isDirect: false));

    private static string PolicyOf(string page, BlobConnection storage, bool isDirect = true)
    {
        var http = new DefaultHttpContext();
        Assert.NotNull(new PlaygroundFiles(Options.Create(storage), Options.Create(new LinkOptions { DirectToStorage = isDirect })).Find(http.Request, page));
        return http.Response.Headers.ContentSecurityPolicy.ToString();
    }
}
