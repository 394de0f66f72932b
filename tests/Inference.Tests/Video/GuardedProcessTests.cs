using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>What a program that reads untrusted data inherits, and what stops it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GuardedProcessTests
{
    private const string Shell = "/bin/sh";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_inherits_no_settings()
    {
        Environment.SetEnvironmentVariable("SEG_TEST_SECRET", "secret");

        Assert.Equal(["LC_ALL=C"], (await RunAsync(["-c", "env"], new ProcessBudget(Long))).Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal)));
    }

    /// <summary>Its limits are set just after it started.</summary>
    [Fact]
    public async Task It_may_use_so_much_memory_and_write_files_so_large()
    {
        var budget = new ProcessBudget(Long, Memory: 2L << 30, Output: 1L << 30);

        Assert.Equal(
            [(budget.Memory >> 10).ToString(CultureInfo.InvariantCulture), (budget.Output >> 9).ToString(CultureInfo.InvariantCulture), "0"],
            await RunAsync(["-c", "sleep 0.3; ulimit -v; ulimit -f; ulimit -c"], budget));
    }

    [Fact]
    public async Task It_is_killed_with_its_children_when_its_time_is_up()
    {
        var clock = Stopwatch.StartNew();
        await using var process = GuardedProcess.Start(Shell, ["-c", "sleep 60; echo late"], new ProcessBudget(TimeSpan.FromSeconds(0.3)), Token);
        using var output = new StreamReader(process.Output);

        Assert.Empty(await output.ReadToEndAsync(Token));
        Assert.NotEqual(0, await process.WaitAsync(Token));
        Assert.True(process.IsOutOfTime);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.3, 30);
    }

    [Fact]
    public async Task It_is_killed_when_its_caller_gives_up()
    {
        using var gaveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var process = GuardedProcess.Start(Shell, ["-c", "sleep 60"], new ProcessBudget(Long), gaveUp.Token);
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.WaitAsync(gaveUp.Token));
        Assert.False(process.IsOutOfTime);
    }

    private static async Task<string[]> RunAsync(string[] arguments, ProcessBudget budget)
    {
        await using var process = GuardedProcess.Start(Shell, arguments, budget, Token);
        using var output = new StreamReader(process.Output);
        var text = await output.ReadToEndAsync(Token);
        Assert.Equal(0, await process.WaitAsync(Token));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
