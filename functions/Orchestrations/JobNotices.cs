using Microsoft.DurableTask;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Orchestrations;

/// <summary>Tells a job's subscribers of it. Without subscribers it does nothing, and the orchestration's history is as it would be without it.</summary>
internal sealed class JobNotices(TaskOrchestrationContext context, JobSpec spec)
{
    /// <summary>At most one message about items in this time.</summary>
    private static readonly TimeSpan ItemPause = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<Subscription> _subscriptions = spec.Subscriptions ?? [];
    private readonly HashSet<int> _known = [];
    private readonly List<MessageItem> _waiting = [];
    private readonly List<Task> _telling = [];
    private DateTime _nextItems;
    private long _sequence;
    private bool _hasStarted;

    /// <summary>Tells what is new.</summary>
    /// <returns>When it should be asked again, though nothing may have happened; null if that is not needed.</returns>
    public DateTime? Report(JobRun run)
    {
        if (_subscriptions.Count == 0)
        {
            return null;
        }

        if (!_hasStarted && run.HasBegun)
        {
            _hasStarted = true;
            Tell(WebhookEvents.JobStarted, JobStatus.Running);
        }

        if (Wants(WebhookEvents.ItemCompleted | WebhookEvents.ItemFailed))
        {
            Collect(run);
        }

        if (_waiting.Count > 0 && context.CurrentUtcDateTime >= _nextItems)
        {
            TellItems(null);
        }

        return _waiting.Count > 0 ? _nextItems : null;
    }

    /// <summary>To be called once, at the end. Returns when all messages are on their way, which no receiver can delay.</summary>
    public Task ReportEndAsync(JobRun run, JobOutcome outcome)
    {
        if (_subscriptions.Count == 0)
        {
            return Task.CompletedTask;
        }

        Report(run);
        while (_waiting.Count > 0)
        {
            TellItems(_nextItems);
        }

        var ended = outcome.Status switch
        {
            JobStatus.Completed => WebhookEvents.JobCompleted,
            JobStatus.Failed => WebhookEvents.JobFailed,
            _ => WebhookEvents.JobCanceled,
        };
        Tell(ended, outcome.Status, error: outcome.Error, isLast: true);
        return Task.WhenAll(_telling);
    }

    private bool Wants(WebhookEvents events) => _subscriptions.Any(subscription => (subscription.Events & events) != 0);

    /// <summary>Items that have ended since the last time. One whose results were lost may end once more.</summary>
    private void Collect(JobRun run)
    {
        foreach (var (i, item) in run.Items.Index())
        {
            if (!item.Status.IsTerminal())
            {
                _known.Remove(i);
            }
            else if (_known.Add(i) && item.Status is JobStatus.Completed or JobStatus.Failed)
            {
                _waiting.Add(new MessageItem(spec.Items[i].Name, item.Status, item.Error?.Code));
            }
        }
    }

    /// <summary>Tells of the items that have waited longest and of all like them that fit; the rest waits for the next message.</summary>
    /// <param name="due">When the message is due; null for at once.</param>
    private void TellItems(DateTime? due)
    {
        var status = _waiting[0].Status;
        var items = MessageSize.TakeWhatFits(_waiting.Where(item => item.Status == status), spec.Metadata);
        _waiting.RemoveAll(items.Contains);
        var isCompleted = status == JobStatus.Completed;
        Tell(isCompleted ? WebhookEvents.ItemCompleted : WebhookEvents.ItemFailed, JobStatus.Running, items, notBefore: due);
        var sent = due > context.CurrentUtcDateTime ? due.Value : context.CurrentUtcDateTime;
        _nextItems = sent + ItemPause;
    }

    private void Tell(
        WebhookEvents what,
        JobStatus status,
        IReadOnlyList<MessageItem>? items = null,
        JobError? error = null,
        DateTime? notBefore = null,
        bool isLast = false)
    {
        var message = new WebhookMessage(
            spec.Account,
            context.InstanceId,
            what,
            ++_sequence,
            WebhookMessage.ToSecond(context.CurrentUtcDateTime),
            status,
            spec.Items.Count,
            items,
            error,
            Metadata: spec.Metadata);
        _telling.Add(context.TellAsync(message, _subscriptions, notBefore, isLast));
    }
}
