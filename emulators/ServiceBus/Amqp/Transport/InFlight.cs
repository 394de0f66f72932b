namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>Counts the bytes of all clients' messages in flight. Thread-safe.</summary>
internal sealed class InFlight
{
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether too much is waiting for the disk.</summary>
    public bool IsFull => Bytes > Limits.InFlight;

    public void Enter(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Leave(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
