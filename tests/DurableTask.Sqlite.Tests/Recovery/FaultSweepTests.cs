using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Sqlite.Tests.Hubs;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Tests.Recovery;

/// <summary>
/// The commit with a given number fails, before or after it was written, and the provider is reopened. Whatever the number, every
/// orchestration ends with the right result, and only uncommitted work runs twice.
/// </summary>
public sealed class FaultSweepTests
{
    private const int Instances = 3;

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 300)]
    [InlineData(true, 300)]
    public async Task Ends_every_orchestration_right_whichever_commit_fails(bool isWritten, int idleMilliseconds)
    {
        // The number of commits depends on how many changes share one, so the sweep continues a little beyond the first run without a fault.
        var failures = 0;
        for (var (fault, whole) = (1, 0); whole < 3; fault++)
        {
            if (await SurviveAsync(fault, isWritten, TimeSpan.FromMilliseconds(idleMilliseconds)))
            {
                failures++;
            }
            else
            {
                whole++;
            }
        }

        Assert.InRange(failures, 6, 200);
    }

    /// <returns>False if there were fewer commits.</returns>
    private static async Task<bool> SurviveAsync(int fault, bool isWritten, TimeSpan idle)
    {
        var program = SweepProgram.Make();
        var broken = new TaskCompletionSource();
        var commits = 0;
        var number = 0;
        var isArmed = true;
        await using var hub = TestHub.Open(program, path => new(path)
        {
            ExtendedSessionIdleTimeout = idle,
            OnBroken = _ => broken.TrySetResult(),
            Probe = new CommitProbe(
                Before: () =>
                {
                    number = Interlocked.Increment(ref commits);
                    FailIf(isArmed && !isWritten && number == fault);
                },
                After: () => FailIf(isArmed && isWritten && number == fault)),
        });
        await hub.StartWorkerAsync();

        // Commits in order: a client's, an episode's, an activity's, whichever comes.
        var all = RunAsync(hub);
        await Task.WhenAny(all, broken.Task);
        isArmed = false;
        // Whatever was in progress when the last orchestration ended has now been written, or has met the fault.
        await hub.Service.StopAsync().ContinueWith(static _ => { }, TaskScheduler.Default);
        var isBroken = broken.Task.IsCompleted;
        if (isBroken)
        {
            await all.ContinueWith(static _ => { }, TaskScheduler.Default);
            await hub.RestartAsync();
            await RunAsync(hub);
        }

        await hub.UntilAsync($"{SweepProgram.Total}", _ => hub.Count("SELECT count(*) FROM messages") == 0);
        Assert.Equal($"{Instances}", await SweepProgram.TotalAsync(hub));
        await hub.CloseAsync();
        Check(hub, program, isBroken);
        return isBroken;
    }

    private static async Task RunAsync(TestHub hub) => await Task.WhenAll(Enumerable.Range(0, Instances).Select(async input =>
    {
        try
        {
            await hub.Client.CreateOrchestrationInstanceAsync("Sweep", "", $"{input}", (input, 0), null, Enum.GetValues<OrchestrationStatus>());
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Committed, but the response was lost.
        }

        var end = await hub.WaitAsync($"{input}");
        Assert.Equal((OrchestrationStatus.Completed, SweepProgram.Expected(input)), (end.OrchestrationStatus, end.Output));
    }));

    private static void Check(TestHub hub, TestProgram program, bool isBroken)
    {
        Assert.Equal(2 * Instances, hub.Count("SELECT count(*) FROM instances WHERE status = 1"));
        Assert.Equal(0, hub.Count("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
        Assert.Equal(3 * Instances, program.Runs.Count);
        Assert.All(program.Runs.Values, runs => Assert.InRange(runs, 1, isBroken ? 2 : 1));
    }

    private static void FailIf(bool isTime)
    {
        if (isTime)
        {
            throw new IOException("The disk is gone.");
        }
    }
}
