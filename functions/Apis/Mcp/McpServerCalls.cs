using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.OpenApi;

namespace SegFunctions.Apis.Mcp;

/// <summary>The protocol's side of the tools, for a single request: lists them, and calls them with validated arguments.</summary>
internal sealed class McpServerCalls(McpTools tools, HttpRequest request, DurableTaskClient durable)
{
    private const string Segment = "segment";
    private const string CutOut = "cut_out";
    private const string JobStatus = "job_status";

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly CodeComments Comments = CodeComments.Of(typeof(McpServerCalls).Assembly);

    private static readonly ListToolsResult Listed = new()
    {
        Tools =
        [
            Describe<PictureArguments>(Segment, "Finds objects in a picture by words, points, boxes, or as its main subject, and returns a mask of each."),
            Describe<PictureArguments>(CutOut, "Cuts objects out of a picture by words, points, boxes, or as its main subject, and returns a PNG of each with a transparent background."),
            Describe<JobArguments>(JobStatus, "Returns the status of a job started by segment or cut_out, and its results once it has ended."),
        ],
    };

    public McpServerOptions Options => new()
    {
        ServerInfo = new Implementation { Name = "SegFunctions", Version = typeof(McpServerCalls).Assembly.GetName().Version!.ToString(3) },
        Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = static (_, _) => ValueTask.FromResult(Listed),
            CallToolHandler = async (context, cancellationToken) => await CallAsync(context.Params!, cancellationToken),
        },
    };

    private async Task<CallToolResult> CallAsync(CallToolRequestParams call, CancellationToken cancellationToken)
    {
        try
        {
            return call.Name switch
            {
                Segment or CutOut => Succeed(await tools.RunJobAsync(request, durable, Read<PictureArguments>(call), call.Name == CutOut, cancellationToken)),
                JobStatus => Succeed(await tools.GetJobAsync(request, durable, Read<JobArguments>(call), cancellationToken)),
                _ => throw new McpProtocolException($"There is no tool '{call.Name}', only {Segment}, {CutOut} and {JobStatus}.", McpErrorCode.InvalidParams),
            };
        }
        catch (Exception exception) when (exception is not McpProtocolException && ExceptionMiddleware.Classify(exception) is { Code: not ApiErrorCode.Failed } error)
        {
            // The model reads this and can correct its call.
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = error.Message }] };
        }
    }

    private static CallToolResult Succeed(JobReport report)
    {
        var content = JsonSerializer.SerializeToElement(report, Json);
        return new CallToolResult { StructuredContent = content, Content = [new TextContentBlock { Text = content.GetRawText() }] };
    }

    /// <exception cref="ApiException">Names every argument that is missing, wrong or unknown.</exception>
    private static T Read<T>(CallToolRequestParams call)
    {
        var faults = new WireFaults();
        var known = WireShape.Of(typeof(T)).Fields.Select(field => field.Name).ToList();
        foreach (var unknown in (call.Arguments ?? new Dictionary<string, JsonElement>()).Keys.Where(name => !known.Contains(name)))
        {
            faults.Add(unknown, $"is not an argument; the arguments are {string.Join(", ", known)}");
        }

        var arguments = new WireReader(faults).Read<T>(JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, JsonElement>()));
        faults.ThrowIfAny();
        return arguments;
    }

    /// <summary>Describes a tool by a self-contained schema of its arguments.</summary>
    private static Tool Describe<T>(string name, string description)
    {
        var schemas = new WireSchemas(Comments);
        schemas.OfRequest(typeof(T));
        var all = JsonNode.Parse(schemas.Components.ToJsonString().Replace(WireSchemas.Place, "#/$defs/", StringComparison.Ordinal))!.AsObject();
        var schema = all[typeof(T).Name]!.DeepClone().AsObject();
        all.Remove(typeof(T).Name);
        schema["additionalProperties"] = false;
        if (all.Count > 0)
        {
            schema["$defs"] = all;
        }

        return new Tool { Name = name, Description = description, InputSchema = JsonSerializer.SerializeToElement(schema) };
    }
}
