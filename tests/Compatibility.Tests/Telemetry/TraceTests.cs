using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Google.Protobuf;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Compatibility.Tests.Telemetry.Messages;

namespace SegFunctions.Compatibility.Tests.Telemetry;

[Collection<OwnStacks>]
public sealed class TraceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The chain of parents of a blob that the worker stores. The durable client and the engine in the host each add a span.</summary>
    private static readonly string[] Dispatched =
    [
        "BlobClient.Upload",
        "ServiceBusProcessor.ProcessMessage",
        "Message",
        "function DispatchItem",
        "activity:DispatchItem",
        "activity:DispatchItem",
        "orchestration:RunJob",
        "create_orchestration:RunJob",
        "create_orchestration:RunJob",
        "function SegmentationApi-CreateJob",
        "Microsoft.AspNetCore.Hosting.HttpRequestIn",
    ];

    /// <summary>The same for a job's only picture, whose message the request itself sends.</summary>
    private static readonly string[] SentAhead =
    [
        "BlobClient.Upload",
        "ServiceBusProcessor.ProcessMessage",
        "Message",
        "function SegmentationApi-CreateJob",
        "Microsoft.AspNetCore.Hosting.HttpRequestIn",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_one_trace_from_the_client_to_its_blobs()
    {
        await using var stack = await TracedStack.StartAsync(Token);
        // The first job opens the app's connection to the queue, so that nothing delays the second one's message.
        var (ofTwo, ofOne) = (DrawClient(), DrawClient());
        await RunJobAsync(stack, ofTwo, pictures: 2);
        await RunJobAsync(stack, ofOne, pictures: 1);
        await stack.StopProgramsAsync();

        AssertStored(stack, ofTwo, Dispatched);
        AssertStored(stack, ofOne, SentAhead);
        Assert.Superset(
            new HashSet<string>(["segfunctions.queue.wait", "segfunctions.stage.duration", "segfunctions.embeddings"]), stack.Collector.Metrics.ToHashSet());
    }

    private static ActivityContext DrawClient() => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    private static void AssertStored(TracedStack stack, ActivityContext client, string[] way)
    {
        var trace = stack.Collector.Spans
            .Where(span => Hex(span.TraceId) == client.TraceId.ToHexString()).DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId);
        var stored = trace.Values.Where(span => span.Name == way[0] && WayUp(trace, span).Any(step => step.Name == way[1])).ToList();
        Assert.NotEmpty(stored);
        Assert.All(stored, span => Assert.Equal(way, WayUp(trace, span).Select(step => step.Name)));
        Assert.All(stored, span => Assert.Equal(client.SpanId.ToHexString(), Hex(WayUp(trace, span).Last().ParentSpanId)));
    }

    private static async Task RunJobAsync(TracedStack stack, ActivityContext client, int pictures)
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var tasks = new List<string>();
        for (var i = 0; i < pictures; i++)
        {
            tasks.Add(await stack.Api.UploadAsync(photo, "image/jpeg", Token));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = JsonContent.Create(new { type = "image", tasks, prompts = new[] { "boat" } }),
        };
        request.Headers.Add("x-api-key", TestSetup.ApiKey);
        request.Headers.Add("traceparent", $"00-{client.TraceId}-{client.SpanId}-01");
        var job = (await stack.Api.SendAsync(request, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        var ended = await stack.Api.WaitAsync(job, Patience, null, Token);
        Assert.Equal("success", ended.Text("status"));
    }

    private static IEnumerable<Span> WayUp(Dictionary<ByteString, Span> trace, Span span)
    {
        for (var step = span; step is not null; step = trace.GetValueOrDefault(step.ParentSpanId))
        {
            yield return step;
        }
    }

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
