using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A new instance with its first message, which may be due later.</summary>
/// <param name="hub">Where it starts.</param>
/// <param name="message">With an <see cref="ExecutionStartedEvent"/>.</param>
/// <param name="refusing">An instance of the same id in one of these states stays; in any other it is replaced.</param>
/// <param name="parent">Id of the instance that called it.</param>
internal sealed class StartDelivery(OpenHub hub, TaskMessage message, IReadOnlyList<OrchestrationStatus> refusing, long? parent = null) : IDelivery
{
    private readonly ExecutionStartedEvent _started = (ExecutionStartedEvent)message.Event;
    private readonly InboxMessage _message = new(
        hub, message, ((ExecutionStartedEvent)message.Event).ScheduledStartTime?.ToUniversalTime(), starts: true);

    private long? _replaced;

    /// <summary>Its id in the file, once it is written.</summary>
    public long Row { get; private set; }

    /// <summary>The state of the instance that stays; null when this one has started.</summary>
    public OrchestrationStatus? Refused { get; private set; }

    public void Write()
    {
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        Row = hub.Statements.Ids.Next();
        if (!hub.Statements.Instances.TryInsert(Row, _started, now, parent))
        {
            var existing = hub.Statements.Instances.Find(_started.OrchestrationInstance.InstanceId)!.Value;
            if (refusing.Contains(existing.Status))
            {
                Refused = existing.Status;
                return;
            }

            _replaced = existing.Row;
            hub.Statements.Purge(existing.Row);
            hub.Statements.Instances.TryInsert(Row, _started, now, parent);
        }

        _message.Write(Row);
    }

    public void Publish()
    {
        if (Refused is not null)
        {
            return;
        }

        if (_replaced is { } replaced)
        {
            hub.Instances.Remove(replaced);
        }

        _message.Publish();
    }
}
