using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegFunctions.Apis;
using SegFunctions.Apis.Mcp;

namespace SegFunctions.Tests.Apis.Mcp;

public sealed class McpEndpointsTests
{
    [Fact]
    public async Task Is_not_there_unless_it_is_switched_on()
    {
        var endpoints = new McpEndpoints(Options.Create(new McpOptions()), null!, NullLoggerFactory.Instance);

        var refused = await Assert.ThrowsAsync<ApiException>(
            () => endpoints.HandleAsync(new DefaultHttpContext().Request, null!, TestContext.Current.CancellationToken));
        Assert.Equal(ApiErrorCode.NotFound, refused.Error.Code);
    }

    [Theory]
    [InlineData("initialize", """{"protocolVersion":5,"capabilities":{},"clientInfo":{"name":"t","version":"1"}}""")]
    [InlineData("initialize", "[]")]
    [InlineData("tools/call", """{"name":"segment","arguments":"boat"}""")]
    [InlineData("tools/call", "[]")]
    public async Task Parameters_of_another_shape_are_refused(string method, string parameters)
    {
        var endpoints = new McpEndpoints(Options.Create(new McpOptions { Enabled = true }), null!, NullLoggerFactory.Instance);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""));
        var request = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json", Body = body } }.Request;

        var refused = await Assert.ThrowsAsync<ApiException>(() => endpoints.HandleAsync(request, null!, TestContext.Current.CancellationToken));

        Assert.Equal((ApiErrorCode.RequestInvalid, $"The params of {method} are not as the protocol describes them."), (refused.Error.Code, refused.Error.Message));
    }
}
