namespace Azure.Messaging.ServiceBus.Definitions;

/// <summary>A queue or one of its subqueues.</summary>
/// <param name="Path">As stored: <c>name</c>, <c>name/$DeadLetterQueue</c> or <c>name/$Transfer/$DeadLetterQueue</c>, in the definition's spelling.</param>
/// <param name="Queue">The queue's own definition, for its subqueues too.</param>
internal sealed record Entity(string Path, QueueDefinition Queue)
{
    private const string DeadLetterSuffix = "/$DeadLetterQueue";
    private const string TransferDeadLetterSuffix = "/$Transfer/$DeadLetterQueue";

    /// <summary>False for subqueues: nothing is sent to them, and neither life nor deliveries are limited there.</summary>
    public bool IsMain => Path == Queue.Name;

    public Entity Main => IsMain ? this : new Entity(Queue.Name, Queue);

    public string DeadLetterPath => Queue.Name + DeadLetterSuffix;

    /// <summary>The name by which Azure calls a queue's subqueue.</summary>
    public static string PathOf(string queueName, SubQueue subQueue) => subQueue switch
    {
        SubQueue.None => queueName,
        SubQueue.DeadLetter => queueName + DeadLetterSuffix,
        SubQueue.TransferDeadLetter => queueName + TransferDeadLetterSuffix,
        _ => throw new ArgumentOutOfRangeException(nameof(subQueue), subQueue, null),
    };

    /// <summary>The queue and its subqueues.</summary>
    public static IEnumerable<Entity> AllOf(QueueDefinition queue) => Enum.GetValues<SubQueue>().Select(subQueue => new Entity(PathOf(queue.Name, subQueue), queue));
}
