using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SegFunctions.Apis.Mcp;

/// <summary>Lets the protocol's own library respond to a message, with a server that lives only as long as the request.</summary>
internal sealed class McpAnswer(JsonRpcMessage message, McpServerOptions options, ILoggerFactory loggers) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ended) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        Task running;
        await using (var transport = new StreamableHttpServerTransport(loggers) { Stateless = true })
        await using (var server = McpServer.Create(transport, options, loggers))
        {
            running = server.RunAsync(ended);
            if (!await transport.HandlePostRequestAsync(message, response.Body, ended))
            {
                // A notification has no response.
                response.ContentType = null;
                response.StatusCode = StatusCodes.Status202Accepted;
            }
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
