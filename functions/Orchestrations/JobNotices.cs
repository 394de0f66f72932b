using Microsoft.DurableTask;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Orchestrations;

/// <summary>
/// Numbers a job's events and notifies its subscribers of them. All subscribers get the same events, except that items are reported in groups if a receiver wants item events.
/// Without subscribers it adds nothing to the orchestration's history.
/// </summary>
internal sealed class JobNotices(TaskOrchestrationContext context, JobSpec spec)
{
    /// <summary>Minimum time between two messages about items.</summary>
    private static readonly TimeSpan ItemPause = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<Subscription> _subscriptions = spec.Subscriptions ?? [];
    private readonly HashSet<int> _known = [];
    private readonly List<JobEventItem> _waiting = [];
    private readonly List<JobEvent> _events = [];
    private readonly List<Task> _telling = [];
    private DateTime _nextItems;

    /// <summary>Whether any subscriber receives messages about items, whose rate is therefore limited.</summary>
    private bool SendsItems => _subscriptions.Any(subscription => (subscription.Events & (WebhookEvents.ItemCompleted | WebhookEvents.ItemFailed)) != 0);

    /// <summary>Publishes the job's progress and latest event for status requests and followers.</summary>
    public void Show(JobRun run) => context.SetCustomStatus(JobProgress.Encode(run.Statuses, _events, spec.Created));

    /// <summary>Sends the events since the last call.</summary>
    /// <returns>When to call it again even if nothing has happened by then; null if that is not needed.</returns>
    public DateTime? Report(JobRun run)
    {
        if (_events.Count == 0 && run.HasBegun)
        {
            Tell(WebhookEvents.JobStarted, []);
        }

        Collect(run);
        while (_waiting.Count > 0 && (!SendsItems || context.CurrentUtcDateTime >= _nextItems))
        {
            TellItems(null);
        }

        return _waiting.Count > 0 ? _nextItems : null;
    }

    /// <summary>Call it once, at the end. Completes when all messages are dispatched; receivers cannot delay that.</summary>
    public Task ReportEndAsync(JobRun run, JobOutcome outcome)
    {
        Report(run);
        while (_waiting.Count > 0)
        {
            TellItems(_nextItems);
        }

        Send(CreateMessage(JobEvent.OfEnd(outcome.Status), _events.Count + 1, outcome.Status) with { Error = outcome.Error }, null, isLast: true);
        return Task.WhenAll(_telling);
    }

    /// <summary>Collects the items that have ended since the last call. An item whose results were lost may end once more.</summary>
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
                _waiting.Add(new JobEventItem(i, item.Status == JobStatus.Failed ? item.Error!.Code : null));
            }
        }
    }

    /// <summary>Reports the item that has waited longest, with as many others of the same outcome as fit; the rest waits for the next message.</summary>
    /// <param name="due">When the message is due; null for at once.</param>
    private void TellItems(DateTime? due)
    {
        var hasFailed = _waiting[0].Error is not null;
        var alike = _waiting.Where(item => item.Error is not null == hasFailed).ToList();
        var fitting = MessageSize.TakeWhatFits(alike.Select(item => MessageItem.Of(spec.Items[item.Index].Name, item.Error)), spec.Metadata);
        var items = alike.GetRange(0, fitting.Count);
        _waiting.RemoveAll(items.Contains);
        Tell(hasFailed ? WebhookEvents.ItemFailed : WebhookEvents.ItemCompleted, items, fitting, due);
        var sent = due > context.CurrentUtcDateTime ? due.Value : context.CurrentUtcDateTime;
        _nextItems = sent + ItemPause;
    }

    private void Tell(WebhookEvents what, IReadOnlyList<JobEventItem> items, IReadOnlyList<MessageItem>? told = null, DateTime? due = null)
    {
        var message = CreateMessage(what, _events.Count + 1, JobStatus.Running) with { Items = told };
        _events.Add(new JobEvent(what, message.Time, items));
        Send(message, due, isLast: false);
    }

    private WebhookMessage CreateMessage(WebhookEvents what, long sequence, JobStatus status) => new(
        spec.Account,
        context.InstanceId,
        what,
        sequence,
        WebhookMessage.ToSecond(context.CurrentUtcDateTime),
        status,
        spec.Items.Count,
        Metadata: spec.Metadata);

    private void Send(WebhookMessage message, DateTime? notBefore, bool isLast)
    {
        if (_subscriptions.Count > 0)
        {
            _telling.Add(context.TellAsync(message, _subscriptions, notBefore, isLast));
        }
    }
}
