using System.Text.Json.Nodes;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.OpenApi;
using SegFunctions.Apis.Own;
using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Tests.Apis.OpenApi.CommandLine;

/// <summary>The API's description, reduced to the calls of the command line and to what NSwag, which knows OpenAPI 3.0, has words for.</summary>
internal static class CommandLineDocument
{
    private const string Json = "application/json";
    private const string Place = "#/components/schemas/";

    /// <summary>What no reduced call refers to: errors, which have one shape in both of the command line's APIs, and the masks of a picture, which are a text for a video.</summary>
    private static readonly string[] ReadApart = ["ErrorResponse", "MaskItem"];

    /// <summary>The calls, each with the status that it is answered with: the command line neither waits for a job's end in the call that creates it nor tries one.</summary>
    private static readonly Dictionary<string, string> Calls = new()
    {
        ["SegmentationApi-PresignUpload"] = "200",
        ["SegmentationApi-CreateJob"] = "202",
        ["SegmentationApi-GetJob"] = "200",
        ["SegmentationApi-CancelJob"] = "202",
        ["SegmentationApi-DeleteJob"] = "204",
        ["SegmentationApi-GetResult"] = "200",
        ["SegmentationApi-GetWords"] = "200",
        ["Own-CreateKey"] = "201",
        ["Own-ListKeys"] = "200",
        ["Own-RevokeKey"] = "204",
        ["Own-GetAccount"] = "200",
        ["Own-SetTokens"] = "200",
    };

    /// <summary>What the service always sends, but its older versions did not.</summary>
    private static readonly (string Schema, string Property)[] Newer =
    [
        ("MaskItem", "label"), ("MaskItem", "promptIndex"), ("VideoObjectItem", "promptIndex"), ("WordItem", "license"), ("WordItem", "networks"), ("WordsResponse", "anyWord"),
    ];

    /// <summary>The service's own description of the calls, unchanged.</summary>
    public static JsonObject Describe() => new ApiDescription(
        new ApiSurfaces([new OwnSurface(null!), new SegmentationApiSurface(null!)]),
        "https://seg.example",
        CodeComments.Of(typeof(ApiDescription).Assembly),
        ApiExamples.Read()).Write([.. DescribedCall.All.Where(call => Calls.ContainsKey(call.Name))], "Command line");

    /// <param name="described">What <see cref="Describe"/> returns; it is changed.</param>
    public static JsonObject Reduce(JsonObject described)
    {
        described.Remove("webhooks");
        foreach (var call in described["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(call => call.Value!.AsObject()))
        {
            ReduceCall(call);
        }

        var schemas = described["components"]!["schemas"]!.AsObject();
        Simplify(described, schemas);
        RemoveUnused(described, schemas);
        foreach (var (schema, property) in Newer)
        {
            var required = schemas[schema]!["required"]!.AsArray();
            required.Remove(required.Single(name => (string?)name == property));
        }

        return described;
    }

    private static void ReduceCall(JsonObject call)
    {
        var (name, answers) = ((string)call["operationId"]!, call["responses"]!.AsObject());
        foreach (var other in answers.Select(answer => answer.Key).Except([Calls[name]]).ToList())
        {
            answers.Remove(other);
        }

        // Recorded bodies are no schemas.
        (call["requestBody"]?["content"]?[Json] as JsonObject)?.Remove("examples");
        (answers[Calls[name]]!["content"]?[Json] as JsonObject)?.Remove("examples");

        // What a path holds is asked for; an idempotency key says that the call may be repeated, and the client draws one.
        call["parameters"]?.AsArray().RemoveAll(parameter => (string)parameter!["in"]! != "path" && (string)parameter["name"]! != "Idempotency-Key");
    }

    private static void RemoveUnused(JsonObject described, JsonObject schemas)
    {
        var used = ReadApart.ToHashSet();
        var open = new Queue<JsonNode>([described["paths"]!, .. ReadApart.Select(name => schemas[name]!)]);
        while (open.TryDequeue(out var node))
        {
            foreach (var name in FindReferences(node).Where(used.Add))
            {
                open.Enqueue(schemas[name]!);
            }
        }

        foreach (var name in schemas.Select(schema => schema.Key).Except(used).ToList())
        {
            schemas.Remove(name);
        }
    }

    private static IEnumerable<string> FindReferences(JsonNode? node) => node switch
    {
        JsonObject { } schema when schema["$ref"] is { } reference => [NameOf(reference)],
        JsonObject { } parent => parent.SelectMany(child => FindReferences(child.Value)),
        JsonArray list => list.SelectMany(FindReferences),
        _ => [],
    };

    /// <summary>
    /// A type that may be null is nullable, and a reference that may be null is a reference, since it is not required. Alternatives become their first one, which for a prompt is a string, or one
    /// object with all their properties. Words of enumerations are strings: a newer service may have more of them.
    /// </summary>
    private static void Simplify(JsonNode? node, JsonObject schemas)
    {
        if (node is JsonObject schema)
        {
            schema.Remove("enum");
            if (schema["type"] is JsonArray types)
            {
                (schema["type"], schema["nullable"]) = (types.Single(type => (string?)type != "null")!.DeepClone(), true);
            }

            if (schema["anyOf"] is JsonArray several)
            {
                schema.Remove("anyOf");
                var chosen = several.All(entry => entry!["$ref"] is not null) ? Merge([.. several.Select(entry => schemas[NameOf(entry!["$ref"]!)]!.AsObject())]) : several[0]!.AsObject();
                foreach (var (name, value) in chosen.ToList())
                {
                    schema[name] ??= value?.DeepClone();
                }
            }
        }

        foreach (var child in node switch { JsonObject parent => parent.Select(entry => entry.Value).ToList(), JsonArray list => [.. list], _ => [] })
        {
            Simplify(child, schemas);
        }
    }

    private static JsonObject Merge(IReadOnlyList<JsonObject> kinds)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in kinds.SelectMany(kind => kind["properties"]!.AsObject()))
        {
            // A property of two types has none.
            properties[name] = properties[name] is { } other && !JsonNode.DeepEquals(other["type"], value!["type"])
                ? new JsonObject { ["description"] = (other["description"] ?? value["description"])?.DeepClone() }
                : properties[name]?.DeepClone() ?? value!.DeepClone();
        }

        var required = kinds.Select(kind => kind["required"]!.AsArray().Select(name => (string)name!)).Aggregate((one, other) => one.Intersect(other));
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]) };
    }

    private static string NameOf(JsonNode reference) => ((string)reference!)[Place.Length..];
}
