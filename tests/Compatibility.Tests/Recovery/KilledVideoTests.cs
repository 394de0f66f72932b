using System.Diagnostics;
using System.Text;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>kill -9 in the middle of a video. The job's final result is identical to that of an undisturbed job, bit for bit.</summary>
[Collection<KilledStacks>]
public sealed class KilledVideoTests(KilledStacks stacks)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly object Box = new { boxes = (object[])[new { x1 = 0.3, y1 = 0.2, x2 = 0.8, y2 = 0.8 }], fps = 10 };
    private static readonly object Boats = new { prompts = (string[])["boat"], fps = 3 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_survives_the_death_of_the_app_and_then_of_a_worker_and_the_host()
    {
        var stack = await stacks.BeginAsync(workers: 1, Token);
        var clip = await TestClip.MakeAsync(seconds: 1.6);
        var undisturbed = await FetchMasksAsync(stack, await StartAsync(stack, clip, Box));

        var jobId = await StartAsync(stack, clip, Box);
        var before = await WaitForMoreAsync(stack, jobId, than: 0);
        stack.KillApp();
        await WaitForMoreAsync(stack, jobId, than: before);
        stack.Kill("worker0");
        stack.Kill("functions");

        Assert.Equal(undisturbed, await FetchMasksAsync(stack, jobId));
        Assert.Equal(["functions", "worker0"], stack.Exits.Select(exit => exit.Name).Order());
    }

    [Fact]
    public async Task Two_workers_share_a_video_by_words_and_it_survives_the_death_of_one_and_then_of_the_host()
    {
        var stack = await stacks.BeginAsync(workers: 2, Token);

        // Three chunks of six frames: one that is measured alone, and two to share.
        var clip = await TestClip.MakeAsync(seconds: 6);
        var undisturbedJob = await StartAsync(stack, clip, Boats);
        var undisturbed = await FetchMasksAsync(stack, undisturbedJob);
        Assert.All((string[])["worker0", "worker1"], worker => Assert.Contains(undisturbedJob, ReadLog(stack, worker), StringComparison.Ordinal));
        Assert.Contains("\"prompt\":\"boat\"", Encoding.UTF8.GetString(undisturbed), StringComparison.Ordinal);

        var jobId = await StartAsync(stack, clip, Boats);
        var before = await WaitForMoreAsync(stack, jobId, than: 0);
        stack.Kill("worker0");
        await WaitForMoreAsync(stack, jobId, than: before);
        stack.Kill("functions");

        Assert.Equal(undisturbed, await FetchMasksAsync(stack, jobId));
        Assert.Equal(["functions", "worker0"], stack.Exits.Select(exit => exit.Name).Order());
    }

    /// <summary>As if the first chunk had been much faster than all others: the plan has the rest of the clip in one segment, for which there is no time.</summary>
    [Fact]
    public async Task What_a_segment_has_no_time_for_goes_on_in_others_of_which_a_killed_worker_repeats_one()
    {
        var stack = await stacks.BeginAsync(workers: 1, Token);

        // Eight chunks of eight frames.
        var clip = await TestClip.MakeAsync(seconds: 6);
        var plan = new VideoPlan([new(0, VideoMode.Forward, 0, 0), new(1, VideoMode.Forward, 1, 7, After: 0), new(2, VideoMode.Backward, 0, 0)]);
        var undisturbed = await FetchMasksAsync(stack, await StartAsync(stack, clip, Box));

        var jobId = await StartAsync(stack, clip, Box);
        var probe = await WaitForBlobAsync(stack, jobId, VideoNames.Probe);
        await ResultsOf(stack).GetBlobClient(probe.Replace(VideoNames.Probe, VideoNames.Plan, StringComparison.Ordinal)).UploadAsync(BinaryData.FromObjectAsJson(plan, ContractJson.Options), Token);
        var first = await WaitForBlobAsync(stack, jobId, VideoNames.Segment(1, part: 0));
        var stored = await ReadTagAsync(stack, first);

        // A chunk of the nine is six or seven frames of progress: with more, the rest of the segment has been sent.
        await WaitForMoreAsync(stack, jobId, than: 7);
        stack.Kill("worker0");
        Assert.Null(FindBlob(stack, jobId, VideoNames.Segment(1, part: 1)));

        Assert.Equal(undisturbed, await FetchMasksAsync(stack, jobId));
        Assert.NotNull(FindBlob(stack, jobId, VideoNames.Segment(1, part: 1)));
        Assert.Equal(stored, await ReadTagAsync(stack, first));
        Assert.Equal("worker0", Assert.Single(stack.Exits).Name);
    }

    private static async Task<string> StartAsync(RunningStack stack, byte[] clip, object wanted) =>
        await stack.Api.CreateVideoJobAsync([await stack.Api.UploadAsync(clip, "video/mp4", Token)], wanted, Token);

    private static string ReadLog(RunningStack stack, string process) => File.ReadAllText(Path.Combine(stack.Folder, "logs", $"{process}.log"));

    private static BlobContainerClient ResultsOf(RunningStack stack) => new BlobServiceClient(stack.Stack.Storage).GetBlobContainerClient("results");

    private static async Task<string> ReadTagAsync(RunningStack stack, string blob) =>
        (await ResultsOf(stack).GetBlobClient(blob).GetPropertiesAsync(cancellationToken: Token)).Value.ETag.ToString();

    /// <returns>The name of a blob of the job's video; null if it is not stored.</returns>
    private static string? FindBlob(RunningStack stack, string jobId, string name) => ResultsOf(stack).GetBlobs(cancellationToken: Token).Select(blob => blob.Name).FirstOrDefault(
        stored => stored.Contains($"/{jobId}/", StringComparison.Ordinal) && stored.EndsWith($"/{name}", StringComparison.Ordinal));

    /// <returns>The same, once it is stored.</returns>
    private static async Task<string> WaitForBlobAsync(RunningStack stack, string jobId, string name)
    {
        string? found = null;
        await WaitAsync(() => (found = FindBlob(stack, jobId, name)) is not null, $"no {name} was stored");
        return found!;
    }

    private static async Task WaitAsync(Func<bool> happened, string otherwise)
    {
        for (var patience = Stopwatch.StartNew(); !happened();)
        {
            Assert.True(patience.Elapsed < Patience, $"After {Patience}, {otherwise}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }

    /// <summary>Waits until more frames are processed, and fails if the job has already ended.</summary>
    private static async Task<int> WaitForMoreAsync(RunningStack stack, string jobId, int than)
    {
        var processed = 0;
        await stack.Api.WaitUntilAsync(
            jobId,
            job =>
            {
                Assert.Contains(job.Text("status"), (string[])["queued", "processing"]);
                processed = job.Body.GetProperty("tasks")[0].TryGetProperty("framesProcessed", out var frames) ? frames.GetInt32() : 0;
                return processed > than;
            },
            Patience,
            Token);
        return processed;
    }

    /// <returns>The masks of every frame of a job that succeeds.</returns>
    private static async Task<byte[]> FetchMasksAsync(RunningStack stack, string jobId)
    {
        Assert.Equal("success", (await stack.Api.WaitAsync(jobId, Patience, null, Token)).Text("status"));
        var files = await JobFiles.FetchAsync(stack.Api, jobId, Token);
        return files.FileOf(files.Items.Single(), "masks");
    }
}
