using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.OpenApi;
using SegFunctions.Apis.Own;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Local.Client;

namespace SegFunctions.Tests.Apis.OpenApi;

/// <summary>The command line has its own records for what it sends and reads (docs/api.md says why): each name and type in them is in the description.</summary>
public sealed class CommandLineRecordsTests
{
    private static readonly JsonObject Document = new ApiDescription(
        new ApiSurfaces([new OwnSurface(null!), new SegmentationApiSurface(null!)]),
        "https://seg.example/api",
        CodeComments.Of(typeof(ApiDescription).Assembly),
        ApiExamples.Read()).Write(DescribedCall.All, "All");

    private static readonly (Type Record, string Path, string Method, string? Status)[] Uses =
    [
        (typeof(PresignBody), "/v1/uploads/presign", "post", null),
        (typeof(Upload), "/v1/uploads/presign", "post", "200"),
        (typeof(CreateJobBody), "/v1/jobs", "post", null),
        (typeof(CreatedJob), "/v1/jobs", "post", "202"),
        (typeof(JobState), "/v1/jobs/{jobId}", "get", "200"),
        (typeof(JobState), "/v1/jobs/{jobId}/cancel", "post", "200"),
        (typeof(JobResult), "/v1/jobs/{jobId}/result", "get", "200"),
        (typeof(KnownWords), "/v1/words", "get", "200"),
        (typeof(ErrorBody), "/v1/jobs", "post", "4XX"),
        (typeof(CreateKeyBody), "/manage/keys", "post", null),
        (typeof(CreatedKey), "/manage/keys", "post", "201"),
        (typeof(KeyList), "/manage/keys", "get", "200"),
        (typeof(AccountState), "/manage/accounts/{account}", "get", "200"),
        (typeof(SetTokensBody), "/manage/accounts/{account}", "put", null),
        (typeof(AccountState), "/manage/accounts/{account}", "put", "200"),
    ];

    private readonly HashSet<Type> _seen = [];

    [Fact]
    public void Every_record_is_of_the_description()
    {
        foreach (var (record, path, method, status) in Uses)
        {
            var call = Document["paths"]![path]![method]!;
            var content = (status is null ? call["requestBody"] : call["responses"]![status])!["content"]!["application/json"]!["schema"]!;
            Check(record, [content], status is null, record.Name);
        }

        var records = typeof(Upload).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Upload).Namespace && NamesOf(type).Any()).Select(type => type.Name);
        Assert.Equal(records.Order(StringComparer.Ordinal), _seen.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    private void Check(Type record, IEnumerable<JsonNode> schemas, bool sent, string place)
    {
        _seen.Add(record);
        var objects = schemas.SelectMany(Resolve).Where(schema => schema["properties"] is not null).ToList();
        Assert.True(objects.Count > 0, $"{place} is no object in the description.");
        var names = NamesOf(record).ToList();
        foreach (var (name, type) in names)
        {
            var found = objects.Select(schema => schema["properties"]![name]).OfType<JsonNode>().SelectMany(Resolve).ToList();
            Assert.True(found.Count > 0, $"{place}.{name} is not in the description.");
            CheckValue(type, found, sent, $"{place}.{name}");
        }

        if (sent)
        {
            var required = objects.SelectMany(schema => schema["required"]?.AsArray().Select(name => (string)name!) ?? []);
            Assert.Empty(required.Except(names.Select(name => name.Name)));
        }
    }

    private void CheckValue(Type type, IReadOnlyList<JsonNode> schemas, bool sent, string place)
    {
        if (type == typeof(ManifestMasks))
        {
            // One name with two meanings: a picture's list, a video's key.
            CheckValue(typeof(string), schemas, sent, place);
            CheckValue(typeof(IReadOnlyList<ManifestMask>), schemas, sent, place);
            return;
        }

        var word = WordOf(type);
        var fitting = schemas.Where(schema => TypesOf(schema).Contains(word)).ToList();
        Assert.True(fitting.Count > 0, $"{place} is {word} here and {string.Join(" or ", schemas.SelectMany(TypesOf))} in the description.");
        if (word == "array")
        {
            CheckValue(type.GetGenericArguments()[0], [.. fitting.SelectMany(schema => Resolve(schema["items"]!))], sent, place + "[]");
        }
        else if (word == "object" && NamesOf(type).Any())
        {
            Check(type, fitting, sent, place);
        }
    }

    private static string WordOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(Uri) || type == typeof(DateTimeOffset) ? "string"
            : type == typeof(bool) ? "boolean"
            : type == typeof(int) || type == typeof(long) ? "integer"
            : type == typeof(double) ? "number"
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? "array"
            : "object";
    }

    private static IEnumerable<string> TypesOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(word => (string)word!),
        { } one => [(string)one!],
        null => [],
    };

    /// <summary>The target of a reference or a choice.</summary>
    private static IEnumerable<JsonNode> Resolve(JsonNode schema) =>
        schema["$ref"] is { } reference ? Resolve(Document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!)
        : (schema["anyOf"] ?? schema["oneOf"]) is JsonArray choice ? choice.SelectMany(entry => Resolve(entry!))
        : [schema];

    private static IEnumerable<(string Name, Type Type)> NamesOf(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, property.PropertyType))
        .Where(entry => entry.Name is not null)
        .Select(entry => (entry.Name!, entry.PropertyType));
}
