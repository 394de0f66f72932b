namespace SegFunctions.Worker.Health;

/// <summary>Whether requests are being taken.</summary>
internal sealed class QueueHealth(TimeProvider time)
{
    // The processor reports a lasting fault again and again, so an old one is over.
    private static readonly TimeSpan FaultLasts = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private PartHealth _state = new(false, "not started");
    private DateTimeOffset _faultUntil;
    private string _fault = string.Empty;

    public void Started() => Become(new PartHealth(true, "taking requests"));

    public void Stopped() => Become(new PartHealth(false, "stopping"));

    public void Failed(string message)
    {
        lock (_lock)
        {
            (_faultUntil, _fault) = (time.GetUtcNow() + FaultLasts, message);
        }
    }

    public PartHealth Read()
    {
        lock (_lock)
        {
            return _state.Healthy && time.GetUtcNow() < _faultUntil ? new PartHealth(false, _fault) : _state;
        }
    }

    private void Become(PartHealth state)
    {
        lock (_lock)
        {
            _state = state;
        }
    }
}
