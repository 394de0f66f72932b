namespace Emulators.ServiceBus.Messages;

/// <summary>A message as its sender submitted it.</summary>
/// <param name="MessageId">The sender's message id, or a generated one.</param>
/// <param name="Annotations">See <see cref="Message.Annotations"/>.</param>
/// <param name="Content">See <see cref="Message.Content"/>.</param>
/// <param name="TimeToLive">Null for the queue's default, which also bounds it.</param>
/// <param name="ScheduledAt">UTC ticks; 0, or a time in the past, means at once.</param>
/// <param name="StatesExpiry">Whether its properties say when it was created and when it expires, by the sender's clock and choice.</param>
internal sealed record NewMessage(string MessageId, byte[] Annotations, byte[] Content, TimeSpan? TimeToLive, long ScheduledAt, bool StatesExpiry)
{
    /// <summary>Size that counts toward the limits of a message, a batch and the namespace, bytes.</summary>
    public int Size => Content.Length + Annotations.Length;
}
