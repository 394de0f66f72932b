using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>kill -9 in the middle of a job. The stack restarts what died; these tests check what became of the job.</summary>
[Collection<KilledStacks>]
public sealed class KilledChildTests
{
    private const int Photos = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_survives_the_death_of_the_functions_and_of_a_worker()
    {
        await using var stack = await RunningStack.StartAsync(workers: 2, Token);
        var started = await stack.Api.StartAsync(Photos, ["boat"], Token);
        await stack.Api.WaitUntilAsync(started.JobId, IsHalfDone, Patience, Token);

        stack.Kill("functions");
        stack.Kill("worker0");
        var job = await stack.Api.WaitAsync(started.JobId, Patience, null, Token);

        Assert.Equal(["functions", "worker0"], stack.Exits.Select(exit => exit.Name).Order());
        Assert.Equal("success", job.Text("status"));
        Assert.All(job.Body.GetProperty("tasks").EnumerateArray(), task => Assert.Equal("success", task.GetProperty("status").GetString()));
        await AssertWholeAsync(stack.Api, started);
    }

    [Fact]
    public async Task A_job_survives_the_death_of_the_app_below_its_host()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        var started = await stack.Api.StartAsync(Photos, ["boat"], Token);
        await stack.Api.WaitUntilAsync(started.JobId, IsHalfDone, Patience, Token);

        stack.KillApp();
        var job = await stack.Api.WaitAsync(started.JobId, Patience, null, Token);

        Assert.Equal("success", job.Text("status"));
        await AssertWholeAsync(stack.Api, started);
        Assert.Empty(stack.Exits);
    }

    [Fact]
    public async Task A_job_never_hangs_on_the_death_of_Azurite()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        var started = await stack.Api.StartAsync(Photos, ["boat"], Token);
        await stack.Api.WaitUntilAsync(started.JobId, IsHalfDone, Patience, Token);

        stack.Kill("azurite");
        var job = await stack.Api.WaitAsync(started.JobId, Patience, null, Token);

        // What Azurite had not saved is lost: an item is done again, or fails with a reason if its input was lost.
        foreach (var task in job.Body.GetProperty("tasks").EnumerateArray())
        {
            Assert.True(task.GetProperty("status").GetString() == "success" || task.GetProperty("error").GetString()!.Length > 0);
        }

        if (job.Text("status") == "success")
        {
            await JobFiles.FetchAsync(stack.Api, started.JobId, Token);
        }
    }

    /// <summary>Every item once, with every file intact: the photos are equal, so the results are too.</summary>
    private static async Task AssertWholeAsync(ApiUnderTest api, StartedJob started)
    {
        var files = await JobFiles.FetchAsync(api, started.JobId, Token);
        Assert.Equal(started.Tasks, files.Items.Select(item => item.GetProperty("taskId").GetString()));
        Assert.Single(files.Items.Select(item => Describe(item, files)).Distinct());
    }

    private static string Describe(JsonElement item, JobFiles files) => string.Join('\n', JobFiles.MasksOf(item).Select(mask =>
    {
        using var image = Image.NewFromBuffer(files.FileOf(mask, "url"), failOn: Enums.FailOn.Warning);
        return $"{mask.GetProperty("box")} {mask.GetProperty("score")} {image.Avg()}";
    }));

    private static bool IsHalfDone(Answer job)
    {
        var done = job.Body.GetProperty("tasks").EnumerateArray().Count(task => task.GetProperty("status").GetString() == "success");
        Assert.NotEqual(Photos, done);
        return done >= 2;
    }
}
