using Microsoft.DurableTask.Emulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emulators.Tests.DurableTask;

/// <summary>What the other process does until it is killed. Each thing done is a line on its standard output.</summary>
internal static class DurableChildRoles
{
    /// <summary>By name; the argument is a database's path.</summary>
    public static IReadOnlyDictionary<string, Func<string, Task>> All { get; } = new Dictionary<string, Func<string, Task>>
    {
        [nameof(StartOrchestrations)] = StartOrchestrations,
    };

    public static TestFunctions Functions => new TestFunctions()
        .Activity<int, int>("Add", value => value + 1)
        .Orchestrator("Three", async context =>
        {
            var value = context.GetInput<int>();
            for (var step = 0; step < 3; step++)
            {
                value = await context.CallActivityAsync<int>("Add", value);
            }

            return value;
        });

    /// <summary>Says the id of each instance whose start was acknowledged.</summary>
    public static async Task StartOrchestrations(string databasePath)
    {
        await using var engine = new DurableTaskEngine(
            new() { DatabasePath = databasePath }, Functions, NullLoggerFactory.Instance, TimeProvider.System);
        await engine.StartAsync(CancellationToken.None);
        for (var number = 0; ; number++)
        {
            Console.WriteLine(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Three", number, CancellationToken.None));
        }
    }
}
