using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>kill -9 in the middle of a video. What the job gives in the end is to the bit what it gives undisturbed.</summary>
public sealed class KilledVideoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_survives_the_death_of_the_app_and_then_of_a_worker_and_the_host()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token, new() { ["Video__SegmentTime"] = "00:00:01" });
        var clip = await TestClip.MakeAsync(seconds: 1.6);
        var undisturbed = await FetchMasksAsync(stack, await StartAsync(stack, clip));

        var jobId = await StartAsync(stack, clip);
        var before = await WaitForMoreAsync(stack, jobId, than: 0);
        stack.KillApp();
        await WaitForMoreAsync(stack, jobId, than: before);
        stack.Kill("worker0");
        stack.Kill("functions");

        Assert.Equal(undisturbed, await FetchMasksAsync(stack, jobId));
        Assert.Equal(["functions", "worker0"], stack.Exits.Select(exit => exit.Name).Order());
    }

    private static async Task<string> StartAsync(RunningStack stack, byte[] clip)
    {
        var wanted = new { boxes = (object[])[new { x1 = 0.3, y1 = 0.2, x2 = 0.8, y2 = 0.8 }], fps = 10 };
        return await stack.Api.CreateVideoJobAsync([await stack.Api.UploadAsync(clip, "video/mp4", Token)], wanted, Token);
    }

    /// <summary>Waits until more frames are processed, and fails if the job has ended by then.</summary>
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
