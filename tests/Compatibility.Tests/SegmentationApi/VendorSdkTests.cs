using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Every kind of response for a real job is checked against the vendor's client; and the check would notice a response that the client rejects.</summary>
public sealed class VendorSdkTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Answers { get; } = new()
    {
        { "POST", "v1/uploads/presign" },
        { "POST", "v1/jobs" },
        { "GET", "v1/jobs" },
        { "GET", "v1/jobs/JOB" },
        { "GET", "v1/jobs/JOB/result" },
        { "POST", "v1/jobs/JOB/download" },
        { "GET", "v1/jobs/JOB/download" },
        { "GET", "outputs/local/JOB/output_manifest.json" },
        { "GET", "v1/account" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Without_any_of_the_fields_that_it_needs_the_client_would_reject_the_answer(string method, string path)
    {
        var schema = VendorSdk.SchemaOf(new HttpMethod(method), path)!;
        var answer = await AskAsync(method, path);
        var required = FindRequired(schema, JsonNode.Parse(answer.GetRawText())!, []).ToList();

        Assert.Empty(schema.FindFaults(answer));
        Assert.NotEmpty(required);
        Assert.All(required, field => Assert.NotEmpty(schema.FindFaults(Change(answer, field.Path, drop: true))));
        Assert.All(required.Where(field => !field.MayBeNull), field => Assert.NotEmpty(schema.FindFaults(Change(answer, field.Path, drop: false))));
    }

    [Fact]
    public async Task A_failed_tasks_error_is_text_and_another_has_none()
    {
        var bad = await stack.Api.UploadAsync(BadPictures.Text, "image/jpeg", Token);
        var jobId = await stack.Api.CreateJobAsync([bad], ["boat"], Token);
        var job = await stack.Api.WaitAsync(jobId, TimeSpan.FromSeconds(60), null, Token);

        Assert.Empty(VendorSdk.Job.FindFaults(job.Body));
        Assert.NotEmpty(VendorSdk.Job.FindFaults(Change(job.Body, ["tasks", "0", "error"], drop: false)));
    }

    private async Task<JsonElement> AskAsync(string method, string path)
    {
        var place = path.Replace("JOB", finished.Job.JobId, StringComparison.Ordinal);
        if (method == "GET")
        {
            if (path.EndsWith("download", StringComparison.Ordinal))
            {
                // There is a response only after an archive was requested.
                await stack.Api.PostAsync(place, "{}", Token);
            }

            return (await stack.Api.GetAsync(place, Token)).Expect(HttpStatusCode.OK).Body;
        }

        object body = path.EndsWith("presign", StringComparison.Ordinal) ? new { contentType = "image/png" }
            : path.EndsWith("jobs", StringComparison.Ordinal) ? new { type = "image", tasks = finished.Job.Tasks, prompts = new[] { "boat" } }
            : new { };
        return (await stack.Api.PostAsync(place, body, Token)).Body;
    }

    private static IEnumerable<(string[] Path, bool MayBeNull)> FindRequired(JsonSchema schema, JsonNode? node, string[] path)
    {
        if (node is JsonArray array)
        {
            return array.SelectMany((item, i) => FindRequired(schema.Items!, item, [.. path, $"{i}"]));
        }

        return schema.Properties.Where(property => !property.Value.IsOptional).SelectMany(property => FindRequired(
            property.Value.Schema, (node as JsonObject)?[property.Key], [.. path, property.Key]).Prepend(([.. path, property.Key], property.Value.Schema.MayBeNull)));
    }

    private static JsonElement Change(JsonElement answer, string[] path, bool drop)
    {
        var root = JsonNode.Parse(answer.GetRawText())!;
        var parent = path[..^1].Aggregate(root, (node, step) => node is JsonArray array ? array[int.Parse(step, null)]! : node[step]!);
        if (drop)
        {
            parent.AsObject().Remove(path[^1]);
        }
        else
        {
            parent[path[^1]] = null;
        }

        return JsonSerializer.SerializeToElement(root);
    }
}
