namespace Emulators.ServiceBus.Definitions;

/// <summary>How a queue behaves.</summary>
internal sealed record QueueDefinition
{
    public required string Name { get; init; }

    /// <summary>How long a received message stays locked: above zero, at most 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries after which a message that was not completed is dead-lettered, at least 1.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Maximum lifetime of a message.</summary>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>Whether an expired message is dead-lettered; otherwise it is deleted.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Whether a message id is accepted only once within the window.</summary>
    public bool RequiresDuplicateDetection { get; init; }

    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);
}
