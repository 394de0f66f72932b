using DurableTask.Core.Entities;
using DurableTask.Sqlite.Tests.Entities;
using DurableTask.Sqlite.Tests.Hubs;

namespace DurableTask.Sqlite.Tests.Recovery;

/// <summary>One orchestration with a bit of everything, whose result is always the same.</summary>
internal static class SweepProgram
{
    /// <summary>Counts the orchestrations; each one signals it once.</summary>
    public static readonly EntityId Total = new("counter", "total");

    /// <summary>For an input of <c>n</c>: 3n + 24.</summary>
    public static string Expected(int number) => $"{(3 * number) + 24}";

    /// <summary>
    /// The number of orchestrations according to the entity, which is signaled in the transaction of an episode: each counts once.
    /// </summary>
    public static async Task<string?> TotalAsync(TestHub hub) =>
        (await hub.Service.EntityBackendQueries.GetEntityAsync(Total, includeState: true))?.SerializedState;

    public static TestProgram Make() => TestProgram.Chain()
        .Entity("counter", () => new Counter())
        .Orchestrator("Sweep", async orchestration =>
        {
            var (number, round) = orchestration.Input<(int, int)>();
            if (round == 0)
            {
                orchestration.Context.ContinueAsNew((number, 1));
                return null;
            }

            var id = orchestration.Context.OrchestrationInstance.InstanceId;
            var sums = await Task.WhenAll(orchestration.CallAsync<int>("Add", number), orchestration.CallAsync<int>("Add", number + 1));
            var child = orchestration.Context.CreateSubOrchestrationInstance<int>("Child", "", id + "/child", (id, number));
            var word = await orchestration.EventAsync<int>("word");
            await orchestration.Context.CreateTimer(orchestration.Context.CurrentUtcDateTime.AddMilliseconds(1), true);
            orchestration.Status = "last";
            new EntityCaller(orchestration).Signal(Total, "add", "1");
            return sums.Sum() + await child + word;
        })
        .Orchestrator("Child", async orchestration =>
        {
            var (parent, number) = orchestration.Input<(string, int)>();
            var sum = await orchestration.CallAsync<int>("Add", number);
            orchestration.Context.SendEvent(new Core.OrchestrationInstance { InstanceId = parent }, "word", 20);
            return sum;
        });
}
