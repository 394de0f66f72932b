using System.Net;
using NetVips;
using SegFunctions.Compatibility.AppHook;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>
/// Fails every storage operation of a job once, each in a new job: journal, queues, blobs and tables, of the app and of a worker. Each time, the
/// job ends well, with one manifest that names each item once, and no orphaned blob is stored.
/// </summary>
[Collection<OwnStacks>]
public sealed class FaultSweepTests(SharedFaultyStack shared, ITestOutputHelper output) : IClassFixture<SharedFaultyStack>
{
    private const int Items = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.Refused)]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.AnswerLostAndRetried)]
    public async Task A_job_ends_well_whichever_storage_operation_fails(FaultKind kind)
    {
        var (stack, earlier, restarts) = await BeginAsync();
        var tasks = new List<string>();
        while (tasks.Count < Items)
        {
            tasks.Add(await stack.Api.UploadAsync(MakePicture(), "image/jpeg", Token));
        }

        var failed = new List<string>();
        var acknowledged = new HashSet<string>();
        for (var healthy = 0; ; healthy++)
        {
            var plan = stack.Faults.Plan = new FaultPlan(kind, healthy);
            var job = await SubmitAsync(stack, tasks);
            acknowledged.Add(job);
            await EndsWellAsync(stack, job, plan);
            await AssertWholeAsync(stack, job, tasks, plan);
            if (plan.Failed is null)
            {
                break;
            }

            failed.Add(plan.Failed);
        }

        await AssertListedAsync(stack, earlier, acknowledged, kind);
        AssertEverywhere(failed, kind);
        output.WriteLine($"{kind}: {failed.Count} faults injected into {acknowledged.Count} jobs of {Items} items, {stack.Restarts - restarts} restarts of the host");
        foreach (var operations in failed.GroupBy(operation => operation.Split(['?', '/'])[0]).OrderBy(group => group.Key))
        {
            output.WriteLine($"  {operations.Count(),3} {operations.Key}");
        }
    }

    /// <summary>Fails every storage operation of a request once. Its client repeats the request with the same key, and gets the only job that runs.</summary>
    [Theory]
    [InlineData(FaultKind.Refused)]
    [InlineData(FaultKind.AnswerLost)]
    public async Task A_client_that_asks_again_with_its_key_has_one_job(FaultKind kind)
    {
        var (stack, earlier, restarts) = await BeginAsync();
        var task = await stack.Api.UploadAsync(MakePicture(), "image/jpeg", Token);
        var acknowledged = new HashSet<string>();
        for (var healthy = 0; ; healthy++)
        {
            var plan = stack.Faults.Plan = new FaultPlan(kind, healthy);
            var job = await SubmitAsync(stack, [task], key: $"{kind}-{healthy}");
            var isOver = plan.Failed is null;
            stack.Faults.Plan = FaultPlan.None;
            Assert.Equal(job, await SubmitAsync(stack, [task], key: $"{kind}-{healthy}"));
            acknowledged.Add(job);
            await EndsWellAsync(stack, job, plan);
            if (isOver)
            {
                break;
            }
        }

        var listed = await ListAsync(stack, earlier);
        Assert.Equal(acknowledged.Order(), listed.Where(job => job.Status == "success").Select(job => job.Id).Order());
        output.WriteLine($"{kind}: {acknowledged.Count} jobs, {listed.Count - acknowledged.Count} that never started, {stack.Restarts - restarts} restarts of the host");
    }

    /// <summary>Small, because a worker without networks finds the same in any picture.</summary>
    private static byte[] MakePicture() => Image.Black(64, 48, bands: 3).JpegsaveBuffer();

    /// <returns>The stack, the jobs of earlier sweeps, which this one ignores, and the restarts so far.</returns>
    private async Task<(FaultyStack Stack, HashSet<string> Earlier, int Restarts)> BeginAsync()
    {
        var stack = await shared.BeginAsync(Token);
        return (stack, [.. (await ListAsync(stack, [])).Select(job => job.Id)], stack.Restarts);
    }

    /// <summary>Like a client: retries as long as the server says that the fault is its own, or that a request with the same key is in progress.</summary>
    private static async Task<string> SubmitAsync(FaultyStack stack, List<string> tasks, string? key = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await stack.EnsureRunningAsync(Token);
            try
            {
                var answer = await stack.Api.PostAsync("v1/jobs", new { type = "image", tasks, prompts = new[] { "boat" } }, Token, key);
                if (answer.Status is < HttpStatusCode.InternalServerError and not HttpStatusCode.Conflict)
                {
                    return answer.Expect(HttpStatusCode.Accepted).Text("jobId");
                }
            }
            catch (HttpRequestException)
            {
                // The app died together with the request.
            }

            await Task.Delay(20, Token);
        }

        throw new TimeoutException("No job was accepted.");
    }

    private static async Task EndsWellAsync(FaultyStack stack, string jobId, FaultPlan plan)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        try
        {
            while (await FindStatusAsync(stack, jobId, patience.Token) is not "success")
            {
                // Each poll reads the journal, which is another operation that may fail.
                await Task.Delay(40, patience.Token);
            }

            Assert.Equal(0, await stack.DrainQueuesAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            Assert.Fail($"The job hangs after a fault at {plan.Failed}.");
        }
    }

    private static async Task<string?> FindStatusAsync(FaultyStack stack, string jobId, CancellationToken cancellationToken)
    {
        await stack.EnsureRunningAsync(cancellationToken);
        try
        {
            var answer = await stack.Api.GetAsync($"v1/jobs/{jobId}", cancellationToken);
            Assert.False(answer.Status == HttpStatusCode.OK && answer.Text("status") == "failed", answer.Body.ToString());
            return answer.Status == HttpStatusCode.OK ? answer.Text("status") : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task AssertWholeAsync(FaultyStack stack, string jobId, List<string> tasks, FaultPlan plan)
    {
        stack.Faults.Plan = FaultPlan.None;
        var files = await FetchAsync(stack, jobId);
        Assert.Equal(tasks, files.Items.Select(item => item.GetProperty("taskId").GetString()));
        Assert.All(files.Items, item => Assert.Single(JobFiles.MasksOf(item)));

        IEnumerable<string> named =
        [
            "manifest.json",
            "present",
            .. Enumerable.Range(0, Items).SelectMany(item => (string[])[$"items/{item}/0/masks/0.png", $"items/{item}/0/rle.json", $"items/{item}/0/segments.json"]),
        ];
        var folder = $"local/{jobId}/";
        var stored = new List<string>();
        await foreach (var blob in stack.Blobs.GetBlobContainerClient("results").GetBlobsAsync(default, default, folder, Token))
        {
            stored.Add(blob.Name[folder.Length..]);
        }

        Assert.True(named.Order(StringComparer.Ordinal).SequenceEqual(stored.Order(StringComparer.Ordinal)), $"After {plan.Failed}: {string.Join(' ', stored)}");
    }

    /// <summary>Like a client, retrying if the app dies midway: the fault may end it only now, a moment after the job ended.</summary>
    private static async Task<JobFiles> FetchAsync(FaultyStack stack, string jobId)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await stack.EnsureRunningAsync(Token);
            try
            {
                var answer = await stack.Api.GetAsync($"v1/jobs/{jobId}/result", Token);
                if (answer.Status < HttpStatusCode.InternalServerError)
                {
                    return await JobFiles.FetchAsync(stack.Api, answer, Token);
                }
            }
            catch (HttpRequestException error) when (error.StatusCode is null or >= HttpStatusCode.InternalServerError)
            {
                // The app died together with the request.
            }

            await Task.Delay(20, Token);
        }

        throw new TimeoutException("The job's files cannot be fetched.");
    }

    /// <summary>
    /// A client that received an error may have submitted a job all the same: then it is listed, either as done or eventually as never started. Failures
    /// that the app itself recovers from leave no trace.
    /// </summary>
    private static async Task AssertListedAsync(FaultyStack stack, HashSet<string> earlier, HashSet<string> acknowledged, FaultKind kind)
    {
        var started = TimeProvider.System.GetTimestamp();
        var listed = await ListAsync(stack, earlier);
        while (listed.Any(job => job.Status is not ("success" or "failed")))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "A job hangs that no client was told of.");
            await Task.Delay(100, Token);
            listed = await ListAsync(stack, earlier);
        }

        Assert.Equal(listed.Count, listed.DistinctBy(job => job.Id).Count());
        Assert.Empty(acknowledged.Except(listed.Where(job => job.Status == "success").Select(job => job.Id)));
        Assert.True(kind != FaultKind.AnswerLostAndRetried || listed.Count == acknowledged.Count, "A job is listed that nobody submitted.");
    }

    /// <summary>Only the app uses tables, and journal and queues have no retries inside which they could fail.</summary>
    private static void AssertEverywhere(List<string> failed, FaultKind kind)
    {
        string[] databases = kind == FaultKind.AnswerLostAndRetried ? [] : ["COMMIT of the journal", "COMMIT of the queues"];
        Assert.All(["POST /devstoreaccount1/", "PUT /devstoreaccount1/", .. databases], place => Assert.Contains(failed, operation => operation.StartsWith(place, StringComparison.Ordinal)));
    }

    /// <summary>The jobs that are not from an earlier sweep.</summary>
    private static async Task<List<(string Id, string Status)>> ListAsync(FaultyStack stack, HashSet<string> earlier)
    {
        var listed = new List<(string Id, string Status)>();
        for (string? next = ""; next is not null;)
        {
            var page = (await stack.Api.GetAsync($"v1/jobs?limit=50{next}", Token)).Expect(HttpStatusCode.OK).Body;
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(job => (job.GetProperty("jobId").GetString()!, job.GetProperty("status").GetString()!)));
            next = page.TryGetProperty("nextToken", out var token) && token.GetString() is { } text ? $"&nextToken={Uri.EscapeDataString(text)}" : null;
        }

        return [.. listed.Where(job => !earlier.Contains(job.Id))];
    }
}
