using System.Text.Json.Nodes;

namespace SegFunctions.Apis.OpenApi;

/// <summary>Requests and responses from recorded conversations, in the file beside this one. A test compares each with the transcript that it was taken from.</summary>
/// <param name="calls">For each function, <c>request</c>, and <c>answers</c> by status, each with examples by name.</param>
internal sealed class ApiExamples(JsonObject calls)
{
    private const string Resource = "OpenApi/examples.json";

    /// <summary>Reads the app's examples.</summary>
    public static ApiExamples Read()
    {
        using var stream = typeof(ApiExamples).Assembly.GetManifestResourceStream(Resource)!;
        return new ApiExamples(JsonNode.Parse(stream)!.AsObject());
    }

    /// <param name="function">The call's name.</param>
    /// <returns>Example objects in OpenAPI's form, by name; null if there are none.</returns>
    public JsonObject? FindRequests(string function) => Write(calls[function]?["request"]);

    /// <returns>Example objects in OpenAPI's form, by name; null if there are none.</returns>
    /// <param name="function">The call's name.</param>
    /// <param name="statuses">A status, or the first digit of a range.</param>
    public JsonObject? FindAnswers(string function, string statuses)
    {
        var found = calls[function]?["answers"]?.AsObject().Where(answer => answer.Key.StartsWith(statuses, StringComparison.Ordinal)).SelectMany(answer => answer.Value!.AsObject());
        return Write(found is null ? null : new JsonObject(found.Select(example => KeyValuePair.Create(example.Key, example.Value?.DeepClone()))));
    }

    private static JsonObject? Write(JsonNode? examples) => examples is JsonObject { Count: > 0 } named
        ? new JsonObject(named.Select(example => KeyValuePair.Create(
            example.Key.ToLowerInvariant().Replace(' ', '-'),
            (JsonNode?)new JsonObject { ["summary"] = example.Key, ["value"] = example.Value?.DeepClone() })))
        : null;
}
