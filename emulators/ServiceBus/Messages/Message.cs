namespace Emulators.ServiceBus.Messages;

/// <summary>A message that is on the disk. Changed only by the queue that holds it, under its lock.</summary>
internal sealed class Message
{
    /// <summary>A moment that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>From 1, never given twice; in the order in which messages were accepted.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was accepted, or is to become available; UTC ticks.</summary>
    public required long EnqueuedAt { get; init; }

    /// <summary>UTC ticks, or <see cref="Never"/>.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Deliveries so far, the present one included.</summary>
    public int DeliveryCount { get; set; }

    /// <summary>Handed out by its sequence number only.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>The sender's message annotations, an encoded AMQP map; empty for none.</summary>
    public required byte[] Annotations { get; init; }

    /// <summary>Length of the bare message, bytes.</summary>
    public required int ContentLength { get; set; }

    /// <summary>What it counts for in the namespace's limit, bytes.</summary>
    public int Size => ContentLength + Annotations.Length;

    /// <summary>The bare message: properties, application properties, body, footer. Null while it is on the disk only.</summary>
    public byte[]? Content { get; set; }
}
