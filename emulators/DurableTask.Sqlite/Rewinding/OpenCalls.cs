using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Rewinding;

/// <summary>Reads <see cref="OpenCall"/>s from a history.</summary>
internal static class OpenCalls
{
    private const string Lost = "The orchestration was rewound before this call completed; its result belongs to the previous execution.";

    private static readonly FailureDetails Details = new(typeof(InvalidOperationException).FullName!, Lost, null, null, isNonRetriable: false);

    public static IEnumerable<OpenCall> In(IEnumerable<HistoryEvent> history)
    {
        var open = new Dictionary<int, OpenCall>();
        foreach (var happened in history)
        {
            switch (happened)
            {
                case TaskScheduledEvent task:
                    open[task.EventId] = new OpenCall(
                        $"its activity '{task.Name}'", null, new TaskFailedEvent(-1, task.EventId, Lost, null, Details));
                    break;
                case SubOrchestrationInstanceCreatedEvent child:
                    open[child.EventId] = new OpenCall(
                        $"its sub-orchestration '{child.InstanceId}'",
                        child.InstanceId,
                        new SubOrchestrationInstanceFailedEvent(-1, child.EventId, Lost, null, Details));
                    break;
                case TaskCompletedEvent answer:
                    open.Remove(answer.TaskScheduledId);
                    break;
                case TaskFailedEvent answer:
                    open.Remove(answer.TaskScheduledId);
                    break;
                case SubOrchestrationInstanceCompletedEvent answer:
                    open.Remove(answer.TaskScheduledId);
                    break;
                case SubOrchestrationInstanceFailedEvent answer:
                    open.Remove(answer.TaskScheduledId);
                    break;
            }
        }

        return open.Values;
    }
}

/// <summary>An activity or a sub-orchestration that a history calls without recording its outcome.</summary>
/// <param name="What">A description for human readers, with its name or id.</param>
/// <param name="ChildId">Null for an activity.</param>
/// <param name="Failure">The event that tells the caller that it has failed.</param>
internal sealed record OpenCall(string What, string? ChildId, HistoryEvent Failure);
