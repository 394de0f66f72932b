using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>How many bytes of bare messages may be kept in memory beside the disk; the rest is read when it is handed out. Thread-safe.</summary>
internal sealed class ContentBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Leaves the message its content if there is room for it.</summary>
    public void Admit(Message message)
    {
        if (message.Content is { } content && Interlocked.Add(ref _left, -content.Length) < 0)
        {
            Forget(message);
        }
    }

    /// <summary>Takes the content out of memory.</summary>
    public void Forget(Message message)
    {
        if (message.Content is { } content)
        {
            message.Content = null;
            Interlocked.Add(ref _left, content.Length);
        }
    }
}
