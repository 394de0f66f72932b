namespace Emulators.ServiceBus.Messages;

/// <summary>A message that is on disk. Changed only by the queue that holds it, under that queue's lock.</summary>
internal sealed class Message
{
    /// <summary>A time that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>At least 1, never reused; in the order in which messages were accepted.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was accepted, or becomes available; UTC ticks.</summary>
    public required long EnqueuedAt { get; init; }

    /// <summary>UTC ticks, or <see cref="Never"/>.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Deliveries so far, including the current one.</summary>
    public int DeliveryCount { get; set; }

    /// <summary>Whether it is delivered only by its sequence number.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>The sender's message annotations, an encoded AMQP map; empty for none.</summary>
    public required byte[] Annotations { get; init; }

    /// <summary>Length of the bare message, bytes.</summary>
    public required int ContentLength { get; set; }

    /// <summary>Size that counts toward the namespace's limit, bytes.</summary>
    public int Size => ContentLength + Annotations.Length;

    /// <summary>The bare message: properties, application properties, body, footer. Null while it is only on disk.</summary>
    public byte[]? Content { get; set; }
}
