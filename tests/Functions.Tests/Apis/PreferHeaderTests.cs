using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SegFunctions.Apis;

namespace SegFunctions.Tests.Apis;

public sealed class PreferHeaderTests
{
    [Theory]
    [InlineData("wait=1", 1)]
    [InlineData("wait=60", 60)]
    [InlineData("wait=61", 60)]
    [InlineData("wait=99999999999999999999", 60)]
    [InlineData("wait", 60)]
    [InlineData("wait=\"\"", 60)]
    [InlineData("WAIT = 7", 7)]
    [InlineData("wait=\"7\"", 7)]
    [InlineData("respond-async, wait=10", 10)]
    [InlineData("wait=10; a=b, return=minimal", 10)]
    [InlineData("a=\"b, wait=5\", wait=6", 6)]
    public void Waits_from_1_to_60_seconds(string value, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Find(value));

    [Theory]
    [InlineData("")]
    [InlineData("respond-async")]
    [InlineData("wait=0")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon")]
    [InlineData("waits=5")]
    [InlineData("wait=\"")]
    [InlineData("=;,\"")]
    public void Ignores_what_it_does_not_understand(string value) => Assert.Null(Find(value));

    [Fact]
    public void A_request_without_one_does_not_wait() => Assert.Null(Find(StringValues.Empty));

    [Fact]
    public void Of_several_the_first_counts() => Assert.Equal(TimeSpan.FromSeconds(3), Find(new StringValues(["return=minimal", "wait=3, wait=4"])));

    private static TimeSpan? Find(StringValues value)
    {
        var http = new DefaultHttpContext();
        if (value.Count > 0)
        {
            http.Request.Headers["Prefer"] = value;
        }

        return PreferHeader.FindWait(http.Request);
    }
}
