using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SegFunctions.Apis;
using SegFunctions.Apis.Playground;
using SegFunctions.Links;

namespace SegFunctions.Tests.Apis.Playground;

public sealed class LocalKeyTests
{
    [Theory]
    [InlineData("127.0.0.1:7071", "same-origin")]
    [InlineData("localhost:7071", "same-origin")]
    [InlineData("LOCALHOST:7071", "none")]
    [InlineData("[::1]:7071", "same-origin")]
    public void The_servers_own_page_gets_the_key(string host, string site) =>
        Assert.Null(Assert.IsAssignableFrom<IStatusCodeHttpResult>(HandOut(host, site)).StatusCode);

    [Theory]
    [InlineData("evil.example:7071", "same-origin")]
    [InlineData("localhost.evil.example:7071", "same-origin")]
    [InlineData("127.0.0.1.evil.example:7071", "none")]
    [InlineData("192.168.1.5:7071", "same-origin")]
    [InlineData("localhost:80", "same-origin")]
    [InlineData("localhost", "same-origin")]
    [InlineData("", "same-origin")]
    public void Another_name_or_port_is_not_this_server(string host, string site) =>
        Assert.Equal(StatusCodes.Status421MisdirectedRequest, Assert.IsAssignableFrom<IStatusCodeHttpResult>(HandOut(host, site)).StatusCode);

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("same-origin,cross-site")]
    public void Another_page_gets_nothing(string? site) =>
        Assert.Equal(ApiErrorCode.Forbidden, Assert.Throws<ApiException>(() => HandOut("localhost:7071", site)).Error.Code);

    [Fact]
    public void A_server_without_a_local_key_has_none_to_give() =>
        Assert.Equal(ApiErrorCode.NotFound, Assert.Throws<ApiException>(() => HandOut("localhost:7071", "same-origin", key: null)).Error.Code);

    private static IResult HandOut(string host, string? site, string? key = "local")
    {
        var http = new DefaultHttpContext { Request = { Host = new HostString(host) } };
        http.Request.Headers["Sec-Fetch-Site"] = site?.Split(',');
        return new LocalKey(
            Options.Create(new PlaygroundOptions { LocalKey = key }),
            Options.Create(new LinkOptions { PublicBaseUrl = new Uri("http://127.0.0.1:7071/") })).HandOut(http.Request);
    }
}
