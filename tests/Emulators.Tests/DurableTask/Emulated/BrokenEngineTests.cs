using Microsoft.Data.Sqlite;

namespace Emulators.Tests.DurableTask;

public sealed class BrokenEngineTests
{
    [Fact]
    public async Task A_fault_of_the_engine_itself_ends_it_and_is_told_instead_of_leaving_orchestrations_to_wait()
    {
        var told = new TaskCompletionSource();
        var time = new StoppableTime();
        var functions = new TestFunctions()
            .Activity<string, bool>("Break", _ => time.IsBroken = true)
            .Orchestrator("Wait", async context =>
            {
                await context.CallActivityAsync<bool>("Break", "now");
                return "never";
            });
        await using var engine = new TestEngine { OnBroken = () => told.TrySetResult() };
        await engine.RunAsync(functions, time);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", TestEngine.Deadline);

        await told.Task.WaitAsync(TestEngine.Deadline);
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_ends_the_engine_and_is_read_by_the_next_one()
    {
        var told = new TaskCompletionSource();
        var functions = new TestFunctions().Orchestrator("Wait", context => context.WaitForExternalEvent<string>("Go"));
        await using var engine = new TestEngine { OnBroken = () => told.TrySetResult() };
        await engine.RunAsync(functions);
        var id = await engine.StartInstanceAsync("Wait");
        await engine.CrashAsync();

        var isBroken = false;
        engine.Probe = new(() => { }, () => { }) { Read = () => _ = isBroken ? throw new SqliteException("The disk failed.", 10) : 0 };
        await engine.RunAsync(functions);
        isBroken = true;
        await engine.Client.RaiseEventAsync(id, "Go", "gone", TestEngine.Deadline);
        await told.Task.WaitAsync(TestEngine.Deadline);

        isBroken = false;
        await engine.CrashAsync();
        await engine.RunAsync(functions);
        Assert.Equal("gone", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    /// <summary>A clock that fails when it is told to.</summary>
    private sealed class StoppableTime : TimeProvider
    {
        private volatile bool _isBroken;

        public bool IsBroken
        {
            get => _isBroken;
            set => _isBroken = value;
        }

        public override DateTimeOffset GetUtcNow() => _isBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();
    }
}
