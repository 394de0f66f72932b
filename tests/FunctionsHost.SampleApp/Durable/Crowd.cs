using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsHost.SampleApp.Durable;

/// <summary>How many of a kind run at the same time: each waits a moment for another one.</summary>
public static class Crowd
{
    private const int Callers = 4;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly Meeting Activities = new();
    private static readonly Meeting Orchestrators = new();

    /// <summary>Whether two of four activities met.</summary>
    [Function(nameof(MeetInActivities))]
    public static async Task<bool> MeetInActivities([OrchestrationTrigger] TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => context.CallActivityAsync<bool>(nameof(MeetOthers), caller)))).Any(met => met);

    /// <summary>Whether two of four children met while their code ran.</summary>
    [Function(nameof(MeetInOrchestrators))]
    public static async Task<bool> MeetInOrchestrators([OrchestrationTrigger] TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => context.CallSubOrchestratorAsync<bool>(nameof(Child), caller)))).Any(met => met);

    [Function(nameof(MeetOthers))]
    public static bool MeetOthers([ActivityTrigger] int caller) => Activities.Wait();

    [Function(nameof(Child))]
    public static Task<bool> Child([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(Orchestrators.Wait());

    private sealed class Meeting
    {
        private int _present;

        public bool Wait()
        {
            Interlocked.Increment(ref _present);
            var met = SpinWait.SpinUntil(() => Volatile.Read(ref _present) > 1, Moment);
            Interlocked.Decrement(ref _present);
            return met;
        }
    }
}
