using System.Text.Json.Nodes;

namespace SegFunctions.Apis.OpenApi;

/// <summary>Requests and answers of real conversations, kept beside this file: a test holds each against the conversation that it was taken from.</summary>
/// <param name="calls">By function: <c>request</c> and <c>answers</c> by status, each with examples by name.</param>
internal sealed class ApiExamples(JsonObject calls)
{
    private const string Resource = "OpenApi/examples.json";

    /// <summary>The app's own.</summary>
    public static ApiExamples Read()
    {
        using var stream = typeof(ApiExamples).Assembly.GetManifestResourceStream(Resource)!;
        return new ApiExamples(JsonNode.Parse(stream)!.AsObject());
    }

    /// <returns>Examples as OpenAPI has them, by name; null if there are none.</returns>
    /// <param name="function">The call's name.</param>
    public JsonObject? FindRequests(string function) => Write(calls[function]?["request"]);

    /// <returns>Examples as OpenAPI has them, by name; null if there are none.</returns>
    /// <param name="function">The call's name.</param>
    /// <param name="statuses">A status, or the first digit of many.</param>
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
