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
}
