using SegFunctions.Benchmarks;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Client;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary>The short form of <c>tests/Benchmarks -- soak</c>.</summary>
[Collection<KilledStacks>]
public sealed class KillSweepTests(KilledStacks stacks, ITestOutputHelper output)
{
    private const int Kills = 8;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A job's only picture is put on the queue by its submission, several are by its orchestration.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Jobs_end_whole_whatever_dies_and_when(int items)
    {
        var stack = await stacks.BeginAsync(workers: 2, Token);
        using var client = new SegmentationClient(stack.BaseUrl, TestSetup.ApiKey, TimeProvider.System);
        var plan = new KillSweepPlan(
            [await TestSetup.GetPhotoAsync()], "boat", ItemsAJob: items, JobsAtOnce: 2, TimeSpan.Zero, Kills, LongestPause: TimeSpan.FromSeconds(3), Environment.TickCount);

        var counts = await new KillSweep(stack.Stack, client, plan).RunAsync(Token);

        output.WriteLine($"seed {plan.Seed}: {counts}");
        Assert.True(counts.Kills >= Kills && counts.Jobs >= 2, counts.ToString());
    }
}
