namespace SegFunctions.Webhooks.Deliveries;

/// <summary>
/// Limits how many attempts this instance of the app makes at once. An attempt at a slow receiver occupies one of the slots in which jobs' activities run
/// too (host.json has 32 of them), so a receiver gets few, and some always remain for jobs. If none is free, the caller learns when one should be.
/// </summary>
public sealed class SendingSlots(TimeProvider time)
{
    private const int OfReceiver = 4;

    /// <summary>While fewer attempts than this are in progress, every receiver may take a slot.</summary>
    private const int Shared = 8;

    /// <summary>While at least <see cref="Shared"/> but fewer than this are in progress, only receivers without one may, so that slow receivers do not keep others waiting.</summary>
    private const int Most = 20;

    /// <summary>How many attempts the average covers, roughly.</summary>
    private const int Memory = 4;

    private static readonly TimeSpan UsualAttempt = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private int _sending;

    /// <summary>Number of receivers that are being tracked.</summary>
    internal int Remembered => _lanes.Count;

    /// <param name="receiver">Names the receiver; each has its own limit.</param>
    /// <returns>Null if the caller may send, and must call <see cref="Leave"/> afterwards; otherwise how long to wait.</returns>
    public TimeSpan? TryEnter(string receiver)
    {
        lock (_gate)
        {
            var lane = _lanes.TryGetValue(receiver, out var known) ? known : _lanes[receiver] = new Lane();
            if (lane.Sending < OfReceiver && (_sending < Shared || (lane.Sending == 0 && _sending < Most)))
            {
                lane.Sending++;
                _sending++;
                return null;
            }

            // Each caller gets a time of its own, so that callers do not try again and again in vain.
            var now = time.GetUtcNow();
            lane.NextFree = (lane.NextFree > now ? lane.NextFree : now) + (lane.Average / OfReceiver);
            return lane.NextFree - now;
        }
    }

    /// <param name="receiver">The name passed to <see cref="TryEnter"/>.</param>
    /// <param name="took">How long the attempt has taken.</param>
    public void Leave(string receiver, TimeSpan took)
    {
        lock (_gate)
        {
            var lane = _lanes[receiver];
            lane.Sending--;
            _sending--;
            lane.Average += (took - lane.Average) / Memory;
            if (lane.Sending == 0 && lane.NextFree <= time.GetUtcNow())
            {
                _lanes.Remove(receiver);
            }
        }
    }

    private sealed class Lane
    {
        public int Sending { get; set; }

        public TimeSpan Average { get; set; } = UsualAttempt;

        public DateTimeOffset NextFree { get; set; }
    }
}
