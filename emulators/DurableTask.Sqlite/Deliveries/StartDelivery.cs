using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Deliveries;

/// <summary>A new instance with its first message, which may be due later.</summary>
/// <param name="hub">The hub where it starts.</param>
/// <param name="message">A message with an <see cref="ExecutionStartedEvent"/>.</param>
/// <param name="refusing">An existing instance with the same id stays if it is in one of these states, and is replaced otherwise.</param>
/// <param name="parent">Row id of the calling instance; null if a client starts it.</param>
internal sealed class StartDelivery(OpenHub hub, TaskMessage message, IReadOnlyList<OrchestrationStatus> refusing, long? parent = null) : IDelivery
{
    private readonly ExecutionStartedEvent _started = (ExecutionStartedEvent)message.Event;
    private readonly InboxMessage _message = new(
        hub, message, ((ExecutionStartedEvent)message.Event).ScheduledStartTime?.ToUniversalTime(), starts: true);

    private long? _replaced;

    /// <summary>Its row id, once it is written.</summary>
    public long Row { get; private set; }

    /// <summary>The state of the existing instance that stays; null if this one has started.</summary>
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
