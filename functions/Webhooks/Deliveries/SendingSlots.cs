namespace SegFunctions.Webhooks.Deliveries;

/// <summary>
/// How many attempts this instance of the app makes at once. An attempt at a slow receiver takes up one of the places at which jobs' activities run
/// too (host.json has 32 of them), so a receiver gets few, and jobs always keep some. Whoever finds none free is told when one should be.
/// </summary>
public sealed class SendingSlots(TimeProvider time)
{
    private const int OfReceiver = 4;

    /// <summary>As long as there are fewer, everyone may send.</summary>
    private const int Shared = 8;

    /// <summary>Above that, only those at which nothing is being sent yet, so that slow receivers do not keep others waiting.</summary>
    private const int Most = 20;

    /// <summary>How many attempts the average covers, roughly.</summary>
    private const int Memory = 4;

    private static readonly TimeSpan UsualAttempt = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private int _sending;

    /// <summary>Receivers of which anything is remembered.</summary>
    internal int Remembered => _lanes.Count;

    /// <param name="receiver">Whose places are few.</param>
    /// <returns>Null when the caller may send, and must <see cref="Leave"/> afterwards; otherwise how long to wait.</returns>
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

            // Each gets a time of its own, so that nobody asks in vain again and again.
            var now = time.GetUtcNow();
            lane.NextFree = (lane.NextFree > now ? lane.NextFree : now) + (lane.Average / OfReceiver);
            return lane.NextFree - now;
        }
    }

    /// <param name="receiver">As it was entered.</param>
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
