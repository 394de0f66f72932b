namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>
/// Holds back what is written to clients on this thread until a piece of work is done: the answers to sixty messages leave in two calls of the system instead of
/// sixty, and nobody waits longer for it than the work takes.
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

    /// <returns>Whether the transport is to wait for its <see cref="GuardedTransport.WriteHeld"/>.</returns>
    public static bool TryHold(GuardedTransport transport)
    {
        _held?.Add(transport);
        return _held is not null;
    }
}
