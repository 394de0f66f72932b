namespace Emulators.ServiceBus.Definitions;

/// <summary>How a queue behaves.</summary>
internal sealed record QueueDefinition
{
    public required string Name { get; init; }

    /// <summary>How long a received message stays with its receiver: above zero, at most 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries after which a message that was not completed is dead-lettered, from 1.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Longest life of a message.</summary>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>Whether a message that has outlived its time is dead-lettered; else it is dropped.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Whether a message id that was accepted within the window is accepted once only.</summary>
    public bool RequiresDuplicateDetection { get; init; }

    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);
}
