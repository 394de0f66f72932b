namespace Emulators.ServiceBus.Definitions;

/// <summary>A queue or one of its subqueues.</summary>
/// <param name="Path">As stored: <c>name</c>, <c>name/$DeadLetterQueue</c> or <c>name/$Transfer/$DeadLetterQueue</c>, in the definition's spelling.</param>
/// <param name="Queue">The queue's own definition, for its subqueues too.</param>
internal sealed record Entity(string Path, QueueDefinition Queue)
{
    public const string DeadLetterSuffix = "/$DeadLetterQueue";
    private const string TransferDeadLetterSuffix = "/$Transfer/$DeadLetterQueue";

    /// <summary>False for subqueues: nothing can be sent to them, and neither lifetime nor deliveries are limited there.</summary>
    public bool IsMain => Path == Queue.Name;

    /// <summary>The queue and its subqueues, the queue first.</summary>
    public static IEnumerable<Entity> AllOf(QueueDefinition queue) =>
    [
        new(queue.Name, queue),
        new(queue.Name + DeadLetterSuffix, queue),
        new(queue.Name + TransferDeadLetterSuffix, queue),
    ];
}
