using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Tests.Stack;

public sealed class SupervisedChildTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly FakeTimeProvider _time = new();
    private readonly BlockingCollection<ChildExit> _exits = [];

    [Fact]
    public async Task What_exits_is_started_again_after_a_pause_that_doubles()
    {
        using var child = Supervise("exit 3");
        child.Start();
        var pauses = new List<double>();
        for (var run = 0; run < 8; run++)
        {
            Assert.True(_exits.TryTake(out var exit, Patience));
            Assert.Equal(("child", 3), (exit.Name, exit.ExitCode));
            pauses.Add(exit.Pause.TotalSeconds);

            // The pause begins after the report; time is advanced until it is over.
            for (var start = child.ProcessId; run < 7 && child.ProcessId == start;)
            {
                _time.Advance(exit.Pause);
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15], pauses);
        await child.StopAsync(Patience);
    }

    [Fact]
    public async Task What_is_stopped_stays_stopped_and_is_no_surprise()
    {
        using var child = Supervise("exec sleep 60");
        child.Start();
        var process = child.ProcessId!.Value;
        await child.StopAsync(Patience);

        Assert.Empty(_exits);
        Assert.Equal(process, child.ProcessId);
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [Fact]
    public async Task Its_output_is_in_its_log()
    {
        using var child = Supervise("echo hello; echo there >&2");
        child.Start();
        Assert.True(_exits.TryTake(out _, Patience));
        await child.StopAsync(Patience);

        Assert.Equal("hello\nthere", child.Log.ReadEnd(2).Trim());
    }

    public void Dispose()
    {
        _exits.Dispose();
        _folder.Delete(recursive: true);
    }

    private SupervisedChild Supervise(string script) => new(
        new ChildPlan("child", "/bin/sh", ["-c", script], new Dictionary<string, string>()),
        new LogFile(Path.Combine(_folder.FullName, "child.log")),
        exit => _exits.Add(exit),
        _time);
}
