namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>Bytes of messages that are on their way, of all clients. Thread-safe.</summary>
internal sealed class InFlight
{
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>For what is on its way to the disk.</summary>
    public bool IsFull => Bytes > Limits.InFlight;

    public void Enter(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Leave(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
