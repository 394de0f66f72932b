using DurableTask.Core;
using DurableTask.Sqlite.Tests.Recovery;

namespace DurableTask.Sqlite.Tests.Children;

/// <summary>
/// What the other process does until it is killed: it starts orchestrations as fast as they end, and prints the number of each accepted one.
/// </summary>
internal static class BusyHub
{
    private const int AtOnce = 4;

    public static async Task RunAsync(string path)
    {
        var service = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(path)
        {
            ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(100),
            OnBroken = exception => Environment.FailFast("The hub is broken.", exception),
        });
        await SweepProgram.Make().CreateWorker(service).StartAsync();
        var client = new TaskHubClient(service);
        var first = (await service.GetOrchestrationWithQueryAsync(new() { PageSize = 100_000 }, CancellationToken.None)).OrchestrationState.Count;
        var next = first;
        Console.WriteLine("ready");
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                var instance = await client.CreateOrchestrationInstanceAsync("Sweep", "", $"{number}", (number, 0));
                Console.WriteLine(number);
                await service.WaitForOrchestrationAsync(instance.InstanceId, null, TimeSpan.FromMinutes(1), CancellationToken.None);
            }
        }));
    }
}
