using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SegFunctions.Apis.Mcp;

/// <summary>The Model Context Protocol, stateless: each request is independent and carries its caller's key.</summary>
public sealed class McpEndpoints(IOptions<McpOptions> options, McpTools tools, ILoggerFactory loggers)
{
    private const string ProtocolVersion = "MCP-Protocol-Version";

    /// <summary>Accepts one JSON-RPC message from a language model's client, and streams the response.</summary>
    [Function("Mcp-HandleMessage")]
    [Takes(typeof(JsonElement))]
    [Parameter(ProtocolVersion, "2025-11-25, or 2026-07-28, which has no handshake.", IsHeader = true)]
    [Answers(200, ContentType = "text/event-stream")]
    [Answers(202)]
    public async Task<IResult> HandleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "mcp")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            throw new ApiException(ApiErrorCode.NotFound, $"This server does not offer MCP: {McpOptions.Section}:{nameof(McpOptions.Enabled)} is off.");
        }

        var message = Read(await JsonBody.ReadObjectAsync(request, cancellationToken));
        message.Context = new JsonRpcMessageContext { ProtocolVersion = request.Headers[ProtocolVersion].ToString() is { Length: > 0 } version ? version : null };
        return new McpAnswer(message, new McpServerCalls(tools, request, durable).Options, loggers);
    }

    private static JsonRpcMessage Read(JsonElement body)
    {
        var message = Parse(() => body.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions), "The body must be one JSON-RPC message.")!;
        if (message is JsonRpcRequest { Params: { } parameters, Method: var method } && ParametersOf(method) is { } type)
        {
            // The transport reads a handshake by itself, where a fault would end in a response without a body; that of a call would not say what is wrong.
            _ = Parse(() => parameters.Deserialize(type, McpJsonUtilities.DefaultOptions), $"The params of {method} are not as the protocol describes them.");
        }

        return message;
    }

    private static Type? ParametersOf(string method) => method switch
    {
        RequestMethods.Initialize => typeof(InitializeRequestParams),
        RequestMethods.ToolsCall => typeof(CallToolRequestParams),
        _ => null,
    };

    private static T Parse<T>(Func<T> parse, string fault)
    {
        try
        {
            return parse();
        }
        catch (JsonException)
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, fault);
        }
    }
}
