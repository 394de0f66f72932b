using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>How many bytes of bare messages may be cached in memory; the rest is read from disk when it is handed out. Thread-safe.</summary>
internal sealed class ContentBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Keeps the message's content in memory if there is room for it.</summary>
    public void Admit(Message message)
    {
        if (message.Content is { } content && Interlocked.Add(ref _left, -content.Length) < 0)
        {
            Forget(message);
        }
    }

    /// <summary>Evicts the content from memory.</summary>
    public void Forget(Message message)
    {
        if (message.Content is { } content)
        {
            message.Content = null;
            Interlocked.Add(ref _left, content.Length);
        }
    }
}
