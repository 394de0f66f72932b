using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Apis;
using SegFunctions.Apis.Cognite;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.OpenApi;
using SegFunctions.Apis.Own;
using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Tests.Apis.OpenApi;

public sealed class ApiDescriptionTests
{
    private static readonly JsonObject Document = new ApiDescription(
        new ApiSurfaces([new OwnSurface(null!), new SegmentationApiSurface(null!), new CogniteSurface(null!, null!), new HitPawSurface(null!)]),
        "https://seg.example/api",
        CodeComments.Of(typeof(ApiDescription).Assembly),
        ApiExamples.Read()).Write(DescribedCall.All, "All");

    public static TheoryData<string> Calls { get; } =
    [
        .. typeof(UnmatchedEndpoints).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_call_says_what_it_answers_or_why_it_does_not(string name)
    {
        var function = typeof(UnmatchedEndpoints).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Single(method => method.GetCustomAttribute<FunctionAttribute>()?.Name == name);

        Assert.NotEqual(function.IsDefined(typeof(UndescribedAttribute)), function.IsDefined(typeof(AnswersAttribute)));
    }

    [Fact]
    public void A_call_has_its_parameters_its_body_and_its_answers()
    {
        var call = Document["paths"]!["/v1/jobs"]!["post"]!;

        Assert.Equal(["dryRun", "Prefer", "Idempotency-Key"], call["parameters"]!.AsArray().Select(entry => (string)entry!["name"]!));
        Assert.Equal("#/components/schemas/CreateJobRequest", (string)call["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!);
        Assert.Equal(["200", "202", "4XX", "5XX"], call["responses"]!.AsObject().Select(answer => answer.Key));
        Assert.Equal("""[{"x-api-key":[]},{"bearer":[]}]""", call["security"]!.ToJsonString());
        Assert.Equal("[]", Document["paths"]!["/files/{token}"]!["get"]!["security"]!.ToJsonString());
        Assert.Equal("""[{"Apikey":[]}]""", Document["paths"]!["/api/task-status"]!["post"]!["security"]!.ToJsonString());
    }

    [Fact]
    public void What_clients_send_has_the_readers_rules()
    {
        var schema = Document["components"]!["schemas"]!["CreateJobRequest"]!;

        Assert.Equal("""["type"]""", schema["required"]!.ToJsonString());
        Assert.Equal("""["image","video"]""", schema["properties"]!["type"]!["enum"]!.ToJsonString());
        Assert.Equal("""{"type":"number","format":"double","minimum":0,"maximum":1}""", Without(schema["properties"]!["scoreThreshold"]!, "description"));
        Assert.Equal(
            """{"type":"array","items":{"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/PromptItem"}]}}""",
            Without(schema["properties"]!["prompts"]!, "description"));
        // Our own fields are read from the same object.
        Assert.Equal("#/components/schemas/PointItem", (string)schema["properties"]!["points"]!["items"]!["$ref"]!);
    }

    [Fact]
    public void A_record_that_may_be_null_is_one_of_both_as_generators_want_it()
    {
        var text = Document.ToJsonString();

        Assert.Matches("""
            "oneOf":\[\{"\$ref":"[^"]+"\},\{"type":"null"\}\]
            """, text);
        Assert.DoesNotMatch("""
            "anyOf":\[[^\]]*\{"type":"null"\}\]
            """, text);
    }

    [Fact]
    public void What_must_be_sent_even_if_it_is_null_is_required_and_may_be_null()
    {
        var schema = Document["components"]!["schemas"]!["SetTokensRequest"]!;

        Assert.Equal("""["tokens"]""", schema["required"]!.ToJsonString());
        Assert.Equal("""["integer","null"]""", schema["properties"]!["tokens"]!["type"]!.ToJsonString());
    }

    [Fact]
    public void An_address_is_described_as_one() =>
        Assert.Equal("""{"type":"string","format":"uri"}""", Without(Document["components"]!["schemas"]!["AssetItem"]!["properties"]!["url"]!, "description"));

    [Fact]
    public void What_the_service_sends_has_types_and_what_may_be_null_is_not_required()
    {
        var schema = Document["components"]!["schemas"]!["DownloadResponse"]!;

        Assert.Equal("""["jobId","status"]""", schema["required"]!.ToJsonString());
        Assert.Equal("""{"type":["integer","null"],"format":"int32"}""", Without(schema["properties"]!["retryAfterSeconds"]!, "description"));
        Assert.Equal("`pending`, `processing`, `ready` or `failed`.", (string)schema["properties"]!["status"]!["description"]!);
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_schema_is_used()
    {
        var text = Document.ToJsonString();
        var schemas = Document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToList();
        var used = text.Split("#/components/schemas/").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(schemas.Order(StringComparer.Ordinal), used);
    }

    [Fact]
    public void The_server_is_the_public_address() => Assert.Equal("""[{"url":"https://seg.example/api"}]""", Document["servers"]!.ToJsonString());

    private static string Without(JsonNode schema, string property)
    {
        var rest = schema.DeepClone().AsObject();
        rest.Remove(property);
        return rest.ToJsonString();
    }
}
