using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Telemetry;

public sealed class TraceTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>What a blob that the worker stores belongs to, upwards. The names are those of the real packages' activities.</summary>
    private static readonly string[] _way =
    [
        "BlobClient.Upload",
        "ServiceBusProcessor.ProcessMessage",
        "Message",
        "function DispatchItem",
        "activity:DispatchItem",
        "activity:DispatchItem",
        "orchestration:RunJob",
        "create_orchestration:RunJob",
        "function SegmentationApi-CreateJob",
        "Microsoft.AspNetCore.Hosting.HttpRequestIn",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_one_trace_from_the_client_to_its_blobs()
    {
        await using var stack = await TracedStack.StartAsync(Token);
        var client = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

        await RunJobAsync(stack, client);
        await stack.StopAppsAsync();

        var trace = stack.AppActivities.Concat(stack.WorkerActivities)
            .Where(activity => activity.TraceId == client.TraceId).DistinctBy(activity => activity.SpanId).ToDictionary(activity => activity.SpanId);
        var stored = trace.Values.Where(activity => activity.OperationName == _way[0] && WayUp(trace, activity).Any(step => step.OperationName == _way[1])).ToList();
        Assert.NotEmpty(stored);
        Assert.All(stored, activity => Assert.Equal(_way, WayUp(trace, activity).Select(step => step.OperationName)));
        Assert.All(stored, activity => Assert.Equal(client.SpanId, WayUp(trace, activity).Last().ParentSpanId));
        Assert.Contains("/v1/traces", stack.Collector.Received);
        Assert.Contains("/v1/metrics", stack.Collector.Received);
        Assert.Superset(
            new HashSet<string>(["segfunctions.queue.wait", "segfunctions.stage.duration", "segfunctions.embeddings"]),
            stack.WorkerMetrics.Select(metric => metric.Name).ToHashSet());
    }

    private static async Task RunJobAsync(TracedStack stack, ActivityContext client)
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        var task = await stack.Api.UploadAsync(photo, "image/jpeg", Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = JsonContent.Create(new { type = "image", tasks = new[] { task }, prompts = new[] { "boat" } }),
        };
        request.Headers.Add("x-api-key", TestSetup.ApiKey);
        request.Headers.Add("traceparent", $"00-{client.TraceId}-{client.SpanId}-01");
        var job = (await stack.Api.SendAsync(request, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        var ended = await stack.Api.WaitAsync(job, _patience, null, Token);
        Assert.Equal("success", ended.Text("status"));
    }

    private static IEnumerable<Activity> WayUp(Dictionary<ActivitySpanId, Activity> trace, Activity activity)
    {
        for (var step = activity; step is not null; step = trace.GetValueOrDefault(step.ParentSpanId))
        {
            yield return step;
        }
    }
}
