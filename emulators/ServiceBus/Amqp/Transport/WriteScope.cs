namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Holds back this thread's writes to clients until a piece of work is done: the replies to sixty messages take two system calls instead of
/// sixty, and no client waits longer for them than the work takes.
/// </summary>
internal static class WriteScope
{
    [ThreadStatic]
    private static List<GuardedTransport>? _held;

    /// <summary>Runs work, then writes what it held back.</summary>
    public static void Run(Action work)
    {
        if (_held is not null)
        {
            work();
            return;
        }

        var held = _held = [];
        try
        {
            work();
        }
        finally
        {
            _held = null;
            held.ForEach(static transport => transport.WriteHeld());
        }
    }

    /// <returns>Whether the transport must wait for its <see cref="GuardedTransport.WriteHeld"/>.</returns>
    public static bool TryHold(GuardedTransport transport)
    {
        _held?.Add(transport);
        return _held is not null;
    }
}
