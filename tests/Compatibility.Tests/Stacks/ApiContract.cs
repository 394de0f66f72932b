using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A server's own description, read strictly: it must name everything that a response has.</summary>
internal sealed class ApiContract
{
    private const string Json = "application/json";
    private const string Any = "*/*";

    /// <summary>The page and its parts, which are not API.</summary>
    private static readonly string[] Pages = ["/", "/play", "/docs"];

    private readonly (Regex Path, JsonObject Calls)[] _paths;
    private readonly JsonObject _schemas;
    private readonly ConcurrentDictionary<string, JsonSchema> _read = new(StringComparer.Ordinal);

    /// <param name="document">An OpenAPI 3.1 document.</param>
    public ApiContract(JsonNode document)
    {
        _schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var (_, schema) in _schemas.Where(schema => schema.Value!["properties"] is not null))
        {
            schema!["additionalProperties"] ??= false;
        }

        _paths = [.. document["paths"]!.AsObject().OrderBy(path => path.Key.Count(letter => letter == '{')).Select(path => (ToPattern(path.Key), path.Value!.AsObject()))];
    }

    /// <returns>How the response differs from the description; null if it does not.</returns>
    /// <param name="verb">The request's method.</param>
    /// <param name="path">The request's path, without its query.</param>
    /// <param name="status">The response's status.</param>
    /// <param name="contentType">The response's type; null without a body.</param>
    /// <param name="body">The response's body, if it is JSON.</param>
    public string? FindFault(string verb, string path, int status, string? contentType, JsonElement? body)
    {
        if (Pages.Any(page => path == page || path.StartsWith(page + '/', StringComparison.Ordinal) && page != "/"))
        {
            return null;
        }

        if (FindCall(verb, path) is not { } call)
        {
            return status >= 400 || verb == "OPTIONS" ? null : $"{verb} {path} is not described, but was answered with {status}.";
        }

        if ((call["responses"]![$"{status}"] ?? call["responses"]![$"{status / 100}XX"]) is not { } answer)
        {
            return $"{verb} {path} was answered with {status}, which is not described.";
        }

        // Refusals by the host in front have no body.
        if (contentType is null)
        {
            return null;
        }

        if ((answer["content"]?[contentType] ?? answer["content"]?[Any]) is not { } content)
        {
            return $"{verb} {path} was answered with {status} as {contentType}, which is not described.";
        }

        return body is { } json && contentType == Json && FindFault(content["schema"]!, json) is { } fault ? $"{verb} {path}, {status}: {fault} in {json}" : null;
    }

    /// <returns>The description of a call; null if there is none.</returns>
    public JsonNode? FindCall(string verb, string path) =>
        _paths.FirstOrDefault(known => known.Path.IsMatch(path)).Calls?[verb == "HEAD" ? "get" : verb.ToLowerInvariant()];

    /// <returns>How a value differs from a schema in the description; null if it does not.</returns>
    public string? FindFault(JsonNode schema, JsonElement body)
    {
        var result = _read.GetOrAdd(schema.ToJsonString(), Read).Judge(
            JsonNode.Parse(body.GetRawText()), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? null : string.Join("; ", result.Details.Where(detail => detail.HasErrors)
            .SelectMany(detail => detail.Errors!.Values.Select(error => $"{detail.InstanceLocation}: {error}")));
    }

    /// <summary>The schema as a document of its own.</summary>
    private JsonSchema Read(string schema)
    {
        var whole = JsonNode.Parse(schema)!.AsObject();
        whole["$defs"] = _schemas.DeepClone();
        return SchemaTurns.Read(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    /// <summary>The last part of a path may contain slashes if no other path fits.</summary>
    private static Regex ToPattern(string path)
    {
        var pattern = Regex.Replace(Regex.Escape(path), @"\\\{\w+}", "[^/]+");
        return new Regex($"^{(path.StartsWith("/outputs/", StringComparison.Ordinal) ? pattern + ".*" : pattern)}/?$", RegexOptions.IgnoreCase);
    }
}
