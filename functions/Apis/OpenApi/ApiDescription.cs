using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using SegFunctions.Apis.Middleware;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.OpenApi;

/// <summary>Writes an OpenAPI 3.1 document of calls, from their attributes, their records and the doc comments on both.</summary>
/// <param name="surfaces">The surfaces of every API.</param>
/// <param name="server">The public address, without a trailing slash.</param>
/// <param name="comments">The app's doc comments.</param>
/// <param name="examples">Examples for the calls.</param>
internal sealed partial class ApiDescription(ApiSurfaces surfaces, string server, CodeComments comments, ApiExamples examples)
{
    private const string Json = "application/json";
    private const string Bearer = "bearer";
    private const string Webhook = "job";

    /// <param name="calls">At least one.</param>
    /// <param name="title">The document's title.</param>
    public JsonObject Write(IReadOnlyList<DescribedCall> calls, string title)
    {
        var schemas = new WireSchemas(comments);
        var paths = new JsonObject();
        foreach (var path in calls.GroupBy(call => call.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(call => KeyValuePair.Create(call.Verb, (JsonNode?)WriteCall(call, schemas))));
        }

        var webhook = WriteWebhook(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = title,
                ["description"] = "A segmentation service that you run yourself. Every GET also accepts HEAD.",
                ["version"] = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["tags"] = new JsonArray([.. calls.Select(call => call.Api).Distinct().Order(StringComparer.Ordinal).Select(WriteTag)]),
            ["paths"] = paths,
            ["webhooks"] = new JsonObject { [Webhook] = new JsonObject { ["post"] = webhook } },
            ["components"] = new JsonObject { ["schemas"] = schemas.Components, ["securitySchemes"] = WriteKeys(calls) },
        };
    }

    private JsonObject WriteTag(string api) => new()
    {
        ["name"] = api,
        ["description"] = typeof(ApiDescription).Assembly.GetType($"{typeof(IApiSurface).Namespace}.{api}.{api}Surface") is { } surface
            ? comments.OfType(surface)
            : "This description, and other documents that help programs to use the service.",
    };

    private JsonObject WriteCall(DescribedCall call, WireSchemas schemas)
    {
        var surface = surfaces.For(call.Path);
        var written = new JsonObject
        {
            ["operationId"] = call.Name,
            ["summary"] = ToSentence(call.Name.Split('-')[1]),
            ["tags"] = new JsonArray(call.Api),
            ["security"] = call.NeedsKey ? WriteSecurity(surface) : [],
        };
        if (comments.OfFunction(call.Function) is { } description)
        {
            written["description"] = description;
        }

        if (call.PathParameters.Any() || call.Parameters.Any())
        {
            written["parameters"] = new JsonArray(
            [
                .. call.PathParameters.Select(name => WriteParameter(name, "path", schemas.OfAnswer(typeof(string)), null)),
                .. call.Parameters.Select(entry => WriteParameter(entry.Name, entry.IsHeader ? "header" : "query", schemas.OfRequest(entry.Type), entry.Description)),
            ]);
        }

        if (call.Takes.Any())
        {
            var bodies = call.Takes.Select(takes => KeyValuePair.Create(takes.ContentType, (JsonNode?)WriteMedia(
                takes.Body is null ? [] : schemas.OfRequest(takes.Body), takes.ContentType == call.Takes.First().ContentType ? examples.FindRequests(call.Name) : null)));
            written["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject(bodies) };
        }

        written["responses"] = WriteAnswers(call, schemas, schemas.OfAnswer(surface.ErrorBody));
        return written;
    }

    private JsonObject WriteAnswers(DescribedCall call, WireSchemas schemas, JsonObject error)
    {
        var answers = new JsonObject();
        foreach (var status in call.Answers.GroupBy(answer => answer.Status))
        {
            var written = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status.Key) };
            var bodies = status.Where(answer => answer.ContentType is not null).GroupBy(answer => answer.ContentType!).ToList();
            if (bodies.Count > 0)
            {
                written["content"] = new JsonObject(bodies.Select(body => KeyValuePair.Create(body.Key, (JsonNode?)WriteMedia(
                    WriteOneOf([.. body.Select(answer => answer.Body is null ? [] : schemas.OfAnswer(answer.Body))]),
                    body.Key == Json ? examples.FindAnswers(call.Name, $"{status.Key}") : null))));
            }

            answers[$"{status.Key}"] = written;
        }

        foreach (var (range, whose) in new[] { ("4XX", "The request was refused."), ("5XX", "The service failed, or is busy.") })
        {
            answers[range] = new JsonObject { ["description"] = whose, ["content"] = WriteContent(Json, (JsonObject)error.DeepClone(), examples.FindAnswers(call.Name, range[..1])) };
        }

        return answers;
    }

    private static JsonObject WriteOneOf(JsonObject[] bodies) => bodies.Length == 1 ? bodies[0] : new JsonObject { ["anyOf"] = new JsonArray([.. bodies]) };

    private static JsonObject WriteParameter(string name, string place, JsonObject schema, string? description)
    {
        var written = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = schema };
        if (description is not null)
        {
            written["description"] = description;
        }

        return written;
    }

    private static JsonObject WriteContent(string contentType, JsonObject schema, JsonObject? examples = null) =>
        new() { [contentType] = WriteMedia(schema, examples) };

    private static JsonObject WriteMedia(JsonObject schema, JsonObject? examples)
    {
        var media = new JsonObject { ["schema"] = schema };
        if (examples is not null)
        {
            media["examples"] = examples;
        }

        return media;
    }

    private static JsonObject WriteWebhook(WireSchemas schemas) => new()
    {
        ["operationId"] = "webhook",
        ["summary"] = "Job event",
        ["description"] = "Sent to a job's receivers, signed according to Standard Webhooks 1.0, and retried until it is confirmed or the attempts run out.",
        ["security"] = new JsonArray(),
        ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = WriteContent(Json, schemas.OfAnswer(typeof(StandardBody))) },
        ["responses"] = new JsonObject
        {
            ["2XX"] = new JsonObject { ["description"] = "Confirmed." },
            ["410"] = new JsonObject { ["description"] = "Gone: the receiver wants no more messages." },
        },
    };

    private static JsonArray WriteSecurity(IApiSurface surface) => surface.TakesBearer
        ? new JsonArray(new JsonObject { [surface.KeyHeader] = new JsonArray() }, new JsonObject { [Bearer] = new JsonArray() })
        : new JsonArray(new JsonObject { [surface.KeyHeader] = new JsonArray() });

    private JsonObject WriteKeys(IReadOnlyList<DescribedCall> calls)
    {
        var asked = calls.Where(call => call.NeedsKey).Select(call => surfaces.For(call.Path)).ToList();
        var keys = new JsonObject();
        foreach (var header in asked.Select(surface => surface.KeyHeader).Distinct())
        {
            keys[header] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = header };
        }

        if (asked.Any(surface => surface.TakesBearer))
        {
            keys[Bearer] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" };
        }

        return keys;
    }

    /// <summary>Turns <c>CreateJob</c> into <c>Create job</c>.</summary>
    private static string ToSentence(string name)
    {
        var words = Words().Replace(name, " ");
        return words[0] + words[1..].ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}
