namespace Emulators.ServiceBus.Messages;

/// <summary>A message as its sender handed it in.</summary>
/// <param name="MessageId">The sender's, or one of our own.</param>
/// <param name="Annotations">See <see cref="Message.Annotations"/>.</param>
/// <param name="Content">See <see cref="Message.Content"/>.</param>
/// <param name="TimeToLive">Null for the queue's default, which also bounds it.</param>
/// <param name="ScheduledAt">UTC ticks; 0, or a time past, means at once.</param>
/// <param name="StatesExpiry">Whether its properties say when it was made and when it expires, by the sender's clock and wish.</param>
internal sealed record NewMessage(string MessageId, byte[] Annotations, byte[] Content, TimeSpan? TimeToLive, long ScheduledAt, bool StatesExpiry)
{
    /// <summary>What it counts for in the limits of a message, a batch and the namespace, bytes.</summary>
    public int Size => Content.Length + Annotations.Length;
}
