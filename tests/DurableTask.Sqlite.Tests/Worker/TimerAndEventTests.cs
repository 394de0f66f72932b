using Microsoft.DurableTask.Client;

namespace DurableTask.Sqlite.Tests.Worker;

public sealed class TimerAndEventTests
{
    [Fact]
    public async Task A_timer_fires_when_its_time_has_come()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
                return context.CurrentUtcDateTime;
            }));
        var begun = TestEngine.Now;
        var id = await engine.StartInstanceAsync("Sleep");

        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));
        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));

        TestEngine.AssertAt(begun.AddSeconds(2), (await engine.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task The_first_of_an_event_and_a_timer_wins()
    {
        var functions = new TestFunctions().Orchestrator<int, string>("Race", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromSeconds(context.GetInput<int>()), stop.Token);
            var approval = context.WaitForExternalEvent<string>("approval", CancellationToken.None);
            if (await Task.WhenAny(timer, approval) == timer)
            {
                return "too late";
            }

            stop.Cancel();
            return await approval;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var approved = await engine.StartInstanceAsync("Race", 3_600);
        var ignored = await engine.StartInstanceAsync("Race", 1);

        await engine.Client.RaiseEventAsync(approved, "approval", "yes", TestEngine.Deadline);
        var first = await engine.EndOfAsync(approved);
        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("yes", first.ReadOutputAs<string>());
        Assert.Equal("too late", (await engine.EndOfAsync(ignored)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_canceled_timer_ends_its_task_at_once()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator("Cancel", async context =>
            {
                using var stop = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromSeconds(1), stop.Token);
                stop.Cancel();
                await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
                await context.WaitForExternalEvent<string>("go");
                return "done";
            }));
        var id = await engine.StartInstanceAsync("Cancel");
        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));

        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);

        Assert.Equal("done", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_nobody_waits_for_yet_are_kept_in_their_order()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator("Late", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                var first = await context.WaitForExternalEvent<int>("NUMBER");
                var second = await context.WaitForExternalEvent<int>("number");
                return new[] { first, second };
            }));
        var id = await engine.StartInstanceAsync("Late");

        await engine.Client.RaiseEventAsync(id, "number", 1, TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "Number", 2, TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", TestEngine.Deadline);

        var end = await engine.EndOfAsync(id);
        Assert.Equal([1, 2], end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Events_for_unknown_and_ended_instances_are_dropped()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("End", _ => Task.FromResult(1)));
        var ended = (await engine.RunInstanceAsync("End")).InstanceId;

        await engine.Client.RaiseEventAsync(ended, "go", 1, TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("nobody", "go", 1, TestEngine.Deadline);

        Assert.Null(await engine.Client.GetInstanceAsync("nobody", TestEngine.Deadline));
    }

    [Fact]
    public async Task Waiting_for_an_event_with_a_timeout_ends_in_time()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator<int, string>("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromSeconds(context.GetInput<int>()));
                }
                catch (TaskCanceledException)
                {
                    return "timeout, then " + await context.WaitForExternalEvent<string>("answer");
                }
            }));
        var prompt = await engine.StartInstanceAsync("Wait", 3_600);
        var slow = await engine.StartInstanceAsync("Wait", 1);

        await engine.Client.RaiseEventAsync(prompt, "answer", "here", TestEngine.Deadline);
        var answered = await engine.EndOfAsync(prompt);
        await TestEngine.PassAsync(TimeSpan.FromSeconds(1));
        await engine.Client.RaiseEventAsync(slow, "answer", "late", TestEngine.Deadline);

        Assert.Equal("here", answered.ReadOutputAs<string>());
        Assert.Equal("timeout, then late", (await engine.EndOfAsync(slow)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_goes_to_the_latest_wait_of_its_name()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator("Wait", async context =>
            {
                var first = context.WaitForExternalEvent<string>("go");
                var latest = context.WaitForExternalEvent<string>("go");
                return $"latest {await latest}, first {await first}";
            }));
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.RaiseEventAsync(id, "go", "a", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "go", "b", TestEngine.Deadline);

        Assert.Equal("latest a, first b", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_is_not_what_the_orchestrator_waits_for_fails_it()
    {
        await using var engine = await TestEngine.StartAsync(
            new TestFunctions().Orchestrator("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<int>("go");
                }
                catch (System.Text.Json.JsonException)
                {
                    return 0;
                }
            }));
        var id = await engine.StartInstanceAsync("Wait");

        await engine.Client.RaiseEventAsync(id, "go", "no number", TestEngine.Deadline);

        var end = await engine.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task A_canceled_wait_leaves_the_event_to_the_next_one()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Cancel", async context =>
            {
                using var stop = new CancellationTokenSource();
                var given = context.WaitForExternalEvent<int>("number", stop.Token);
                var kept = context.WaitForExternalEvent<int>("number", CancellationToken.None);
                stop.Cancel();
                return (given.IsCanceled, await kept);
            }));
        var id = await engine.StartInstanceAsync("Cancel");

        await engine.Client.RaiseEventAsync(id, "number", 7, TestEngine.Deadline);

        Assert.Equal((true, 7), (await engine.EndOfAsync(id)).ReadOutputAs<(bool, int)>());
    }

    [Fact]
    public async Task An_orchestration_sends_an_event_to_another()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Receive", context => context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("Send", context =>
            {
                context.SendEvent("receiver", "hello", "from me");
                context.SendEvent("nobody", "hello", "from me");
                return Task.FromResult(0);
            }));
        var id = await engine.StartInstanceAsync("Receive", id: "receiver");

        await engine.RunInstanceAsync("Send");

        Assert.Equal("from me", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
