using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>What shares a transaction, and that nothing is lost by waiting for it.</summary>
public sealed class CommitTests
{
    [Fact]
    public async Task A_start_is_written_with_its_first_episode_and_an_answer_with_the_episode_that_reads_it()
    {
        var commits = 0;
        var functions = new TestFunctions()
            .Activity<int, int>("Double", number => 2 * number)
            .Orchestrator("Single", context => context.CallActivityAsync<int>("Double", 21));
        await using var engine = new TestEngine { Probe = new(() => Interlocked.Increment(ref commits), () => { }) };
        await engine.RunAsync(functions);

        Assert.Equal(42, (await engine.RunInstanceAsync("Single")).ReadOutputAs<int>());

        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task A_start_that_waits_for_its_turn_when_the_engine_stops_is_acknowledged_and_kept()
    {
        using var turn = new OneTurn();
        await using var engine = new TestEngine { MaxConcurrentOrchestrations = 1 };
        await engine.RunAsync(turn.Functions);
        var blocked = await turn.TakeAsync(engine);
        var last = ScheduleAsync(engine, "Last", "last");

        var stopped = engine.StopAsync();
        turn.Release();
        await stopped;
        await Task.WhenAll(blocked, last);
        await engine.RunAsync(turn.Functions);

        Assert.Equal("done", (await engine.EndOfAsync("last")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_suspended_before_its_first_episode_is_there_and_waits()
    {
        using var turn = new OneTurn();
        await using var engine = new TestEngine { MaxConcurrentOrchestrations = 1 };
        await engine.RunAsync(turn.Functions);
        var blocked = await turn.TakeAsync(engine);

        var last = ScheduleAsync(engine, "Last", "last");
        await engine.Client.SuspendInstanceAsync("last", cancellation: TestEngine.Deadline);
        await last;
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync("last", TestEngine.Deadline))!.RuntimeStatus);
        turn.Release();
        await blocked;
        await engine.Client.ResumeInstanceAsync("last", cancellation: TestEngine.Deadline);

        Assert.Equal("done", (await engine.EndOfAsync("last")).ReadOutputAs<string>());
    }

    private static Task<string> ScheduleAsync(TestEngine engine, TaskName name, string? id) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(id), TestEngine.Deadline);

    /// <summary>An engine's only turn, held so that whoever comes has to wait.</summary>
    private sealed class OneTurn : IDisposable
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly TaskCompletionSource _taken = new();

        public TestFunctions Functions => new TestFunctions()
            .Orchestrator("Last", _ => Task.FromResult("done"))
            .Orchestrator("Block", _ =>
            {
                _taken.TrySetResult();
                _released.Wait(TestEngine.Deadline);
                return Task.FromResult("done");
            });

        /// <returns>When it is taken: the task of the start, which ends when the turn is released.</returns>
        public async Task<Task> TakeAsync(TestEngine engine)
        {
            var start = ScheduleAsync(engine, "Block", id: null);
            await _taken.Task.WaitAsync(TestEngine.Deadline);
            return start;
        }

        public void Release() => _released.Set();

        public void Dispose() => _released.Dispose();
    }
}
