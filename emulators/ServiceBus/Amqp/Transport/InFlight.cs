namespace Emulators.ServiceBus.Amqp.Transport;

/// <summary>Bytes of messages that are on their way to the disk, of all clients. Thread-safe.</summary>
internal sealed class InFlight
{
    private long _bytes;

    public bool IsFull => Volatile.Read(ref _bytes) > Limits.InFlight;

    public void Enter(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Leave(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
