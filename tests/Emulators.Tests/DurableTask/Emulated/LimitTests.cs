using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

/// <summary>Limits that the cloud's backends and the Functions host set, and no backend in memory has.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Takes_a_custom_status_of_16_KB_in_UTF_16_and_no_more()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Orchestrator("Status", context =>
            {
                context.SetCustomStatus(new string('x', context.GetInput<int>()));
                return Task.FromResult(0);
            }));

        var fits = await engine.RunInstanceAsync("Status", 8 * 1024 - 2);
        var isTooLong = await engine.RunInstanceAsync("Status", 8 * 1024 - 1);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, fits.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, isTooLong.RuntimeStatus);
        Assert.True(isTooLong.FailureDetails!.IsCausedBy<ArgumentException>());
    }

    [Fact]
    public async Task Refuses_payloads_of_more_than_1_MB()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions()
            .Activity<int, string>("Long", length => new string('x', length))
            .Orchestrator("Long", context => context.CallActivityAsync<string>("Long", context.GetInput<int>())));

        await Assert.ThrowsAsync<ArgumentException>(() =>
            engine.Client.ScheduleNewOrchestrationInstanceAsync("Long", new string('x', 1 << 20), TestEngine.Deadline));
        var fits = await engine.RunInstanceAsync("Long", (1 << 20) - 2);
        var isTooLong = await engine.RunInstanceAsync("Long", 1 << 20);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, fits.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, isTooLong.RuntimeStatus);
        Assert.Contains("1 MB", isTooLong.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
