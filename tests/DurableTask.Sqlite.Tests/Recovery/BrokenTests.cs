using DurableTask.Sqlite.Tests.Hubs;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Tests.Recovery;

public sealed class BrokenTests
{
    [Fact]
    public async Task Tells_the_program_once_and_everybody_who_waits_when_a_commit_fails()
    {
        var isDiskFull = false;
        var told = new List<Exception>();
        using var log = new LineLogger();
        await using var hub = await TestHub.StartAsync(TestProgram.Chain(), path => new(path)
        {
            OnBroken = told.Add,
            LoggerFactory = log,
            Probe = new CommitProbe(
                Before: () =>
                {
                    if (isDiskFull)
                    {
                        throw new IOException("disk full");
                    }
                },
                After: () => { }),
        });
        var waiting = hub.WaitAsync("never");

        isDiskFull = true;
        await Assert.ThrowsAsync<IOException>(() => hub.CreateAsync("Three", 1));
        isDiskFull = false;

        await Assert.ThrowsAsync<IOException>(() => waiting);
        await Assert.ThrowsAsync<IOException>(() => hub.CreateAsync("Three", 1));
        await Assert.ThrowsAsync<IOException>(() => hub.WaitAsync("later"));
        Assert.Equal("disk full", Assert.Single(told).Message);
        Assert.Same(told[0], hub.Service.Broken);
        Assert.Equal($"Critical 1 The database {hub.Path} can no longer be written; the process must be restarted.", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Hands_nothing_out_any_more()
    {
        await using var hub = TestHub.Open(TestProgram.Chain(), path => new(path)
        {
            Probe = new CommitProbe(Before: () => { }, After: () => throw new IOException("lost the answer")),
        });
        await Assert.ThrowsAsync<IOException>(() => hub.CreateAsync("Three", 1));

        Assert.Null(await hub.Service.LockNextTaskOrchestrationWorkItemAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
        Assert.Null(await hub.Service.LockNextTaskActivityWorkItem(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
    }
}
