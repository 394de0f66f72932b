using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>What comes due around a restart. The backend in memory loses what it wants to hand over while no worker is there.</summary>
public sealed class TimesAfterRestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_fires_after_a_restart(bool isDueBefore)
    {
        var functions = new TestFunctions().Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return "slept";
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Sleep");
        await engine.CrashAsync();

        if (isDueBefore)
        {
            await engine.PassAsync(TimeSpan.FromSeconds(2));
            await engine.RunAsync(functions);
        }
        else
        {
            await engine.RunAsync(functions);
            await engine.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("slept", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_canceled_timer_stays_canceled_after_a_restart()
    {
        var functions = new TestFunctions().Orchestrator("Cancel", async context =>
        {
            using var stop = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromSeconds(1), stop.Token);
            stop.Cancel();
            return await context.WaitForExternalEvent<string>("go");
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.StartInstanceAsync("Cancel");
        await engine.CrashAsync();
        await engine.PassAsync(TimeSpan.FromSeconds(1));

        await engine.RunAsync(functions);
        await engine.Client.RaiseEventAsync(id, "go", "x", TestEngine.Deadline);

        Assert.Equal("x", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_later_start_is_kept()
    {
        var functions = new TestFunctions().Orchestrator("Later", _ => Task.FromResult("started"));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(null, engine.Now.AddSeconds(5)), TestEngine.Deadline);
        await engine.CrashAsync();

        await engine.RunAsync(functions);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(id, TestEngine.Deadline))!.RuntimeStatus);
        await engine.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("started", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
