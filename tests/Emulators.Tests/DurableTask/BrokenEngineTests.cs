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
