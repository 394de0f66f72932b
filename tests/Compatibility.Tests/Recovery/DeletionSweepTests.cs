using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Compatibility.Tests.Webhooks;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>Deletes jobs at random moments: while they are accepted, sent, processed, recorded, reported and archived. <c>SEGFUNCTIONS_DELETIONS</c> sets a larger number.</summary>
[Collection<KilledStacks>]
public sealed class DeletionSweepTests(ITestOutputHelper output)
{
    private const int Few = 12;

    /// <summary>Long enough for some of the jobs to have ended.</summary>
    private const int LongestMilliseconds = 1500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_left_whenever_a_job_is_deleted()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SEGFUNCTIONS_DELETIONS") ?? $"{Few}", CultureInfo.InvariantCulture);
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        await using var receiver = await TestReceiver.StartAsync(message => Results.StatusCode(message % 2 == 0 ? 204 : 500));
        var body = await DeleteTests.ToJobAsync(receiver, 3);
        var jobs = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var job = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
            jobs.Add(job);
            await Task.Delay(chance.Next(LongestMilliseconds), Token);
            var packed = await stack.Api.PostAsync($"v1/jobs/{job}/download", "{}", Token);
            output.WriteLine($"{job}: {packed.Status}");
            await DeleteAsync(stack, job);
        }

        var traces = new StoredTraces(stack.Stack.Storage, stack.Folder);
        await traces.AssertGoneAsync([.. jobs.SelectMany(StoredTraces.WordsOf)], Patience, Token);
        Assert.Empty(await traces.FindAsync(["local/"], Token));
        Assert.Empty(stack.Exits);
        Assert.DoesNotContain(File.ReadLines(Path.Combine(stack.Folder, "logs", "worker0.log")), line => IsFault(line));
    }

    private static async Task DeleteAsync(RunningStack stack, string job)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var answer = await stack.Api.SendOwnAsync(HttpMethod.Delete, $"v1/jobs/{job}", null, Token);
            if (answer.Status == HttpStatusCode.NoContent)
            {
                break;
            }

            Assert.Equal((job, "503 service_busy"), (job, answer.Error));
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{job} cannot be deleted.");
            await Task.Delay(100, Token);
        }

        Assert.Equal("404 not_found", (await stack.Api.GetAsync($"v1/jobs/{job}", Token)).Error);
    }

    private static bool IsFault(string line) =>
        line.Contains("warn:", StringComparison.Ordinal) || line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal);
}
