using Microsoft.DurableTask.Client;

namespace Emulators.Tests.DurableTask;

public sealed class KillTests
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        await using var engine = new TestEngine();
        using var process = new ChildProcess(DurableChildRoles.StartOrchestrations, engine.DatabasePath);
        var acknowledged = new List<string>();
        while (acknowledged.Count < 200)
        {
            acknowledged.Add(await process.NextAsync());
        }

        acknowledged.AddRange(await process.KillAsync());
        await engine.RunAsync(DurableChildRoles.Functions, TimeProvider.System);
        var ends = await Task.WhenAll(acknowledged.Select(engine.EndOfAsync));

        Assert.All(ends, end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        Assert.All(ends, end => Assert.Equal(end.ReadInputAs<int>() + 3, end.ReadOutputAs<int>()));
    }
}
