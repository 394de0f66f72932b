using System.Diagnostics;
using Emulators.Tests;
using Microsoft.DurableTask;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class TraceTests
{
    [Fact]
    public async Task Client_orchestration_and_activity_stand_below_each_other()
    {
        Activity? current = null;
        await using var engine = await TestEngine.StartAsync(Functions(() => current = Activity.Current));
        using var trace = new OwnTrace("Microsoft.DurableTask");

        await engine.EndOfAsync(await engine.StartInstanceAsync("Call"));

        var creation = trace.Single("create_orchestration:Call");
        var orchestration = trace.Single("orchestration:Call");
        var call = Assert.Single(trace.Ended, activity => activity is { OperationName: "activity:Do", Kind: ActivityKind.Client });
        Assert.Equal(trace.Root.SpanId, creation.ParentSpanId);
        Assert.Equal(creation.SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, call.ParentSpanId);
        Assert.Equal(("activity:Do", ActivityKind.Server, call.SpanId), (current?.OperationName, current?.Kind, current?.ParentSpanId));
    }

    [Fact]
    public async Task An_event_from_a_client_has_an_activity()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go")));
        using var trace = new OwnTrace("Microsoft.DurableTask");
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.RaiseEventAsync(id, "go", 1, TestEngine.Deadline);

        await engine.EndOfAsync(id);
        Assert.Equal(trace.Root.SpanId, trace.Single("orchestration_event:go").ParentSpanId);
    }

    [Fact]
    public async Task An_activity_after_a_crash_still_belongs_to_the_orchestrations_trace()
    {
        Activity? current = null;
        var begun = new TaskCompletionSource();
        var held = new TaskCompletionSource();
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
        await engine.RunAsync(Functions(() => current = Activity.Current));

        await engine.EndOfAsync(id);
        Assert.Equal(("activity:Do", trace.Root.TraceId), (current?.OperationName, current?.TraceId));
    }

    private static TestFunctions Functions(Action look) => new TestFunctions().Orchestrator("Call", Call).Activity<int, int>("Do", input =>
    {
        look();
        return input;
    });

    private static Task<int> Call(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Do", 1);
}
