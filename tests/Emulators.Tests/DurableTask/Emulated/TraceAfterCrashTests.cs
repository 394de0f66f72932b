using System.Diagnostics;
using Microsoft.DurableTask;

namespace Emulators.Tests.DurableTask;

public sealed class TraceAfterCrashTests
{
    [Fact]
    public async Task An_activity_after_a_crash_still_belongs_to_the_orchestration_s_trace()
    {
        Activity? current = null;
        var held = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("Call", Call).Activity<int, int>("Do", async (_, _) =>
        {
            begun.TrySetResult();
            await held.Task;
            return 0;
        }));
        using var trace = new OwnTrace("Microsoft.DurableTask");
        var id = await engine.StartInstanceAsync("Call");
        await begun.Task.WaitAsync(TestEngine.Deadline);

        await engine.CrashAsync();
        await engine.RunAsync(new TestFunctions().Orchestrator("Call", Call).Activity<int, int>("Do", input =>
        {
            current = Activity.Current;
            return input;
        }));

        await engine.EndOfAsync(id);
        Assert.Equal(("activity:Do", trace.Root.TraceId), (current?.OperationName, current?.TraceId));
    }

    private static Task<int> Call(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Do", 1);
}
