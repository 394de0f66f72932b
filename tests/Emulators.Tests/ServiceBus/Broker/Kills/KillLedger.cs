using System.Diagnostics;

namespace Emulators.Tests.ServiceBus.Kills;

/// <summary>What the peers observed, by message id. Times are nanoseconds of the machine's monotonic clock, which all processes share. Thread-safe.</summary>
internal sealed class KillLedger
{
    public const char OfDotnet = 'd';
    public const char OfNode = 'n';

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<(char Language, long At)> _acceptances = [];
    private int _unknown;

    public static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    /// <summary>The send has returned.</summary>
    public void Accept(string id, long at)
    {
        lock (_gate)
        {
            EntryOf(id).IsAccepted = true;
            _acceptances.Add((id[0], at));
        }
    }

    /// <summary>The send has failed.</summary>
    public void Doubt()
    {
        lock (_gate)
        {
            _unknown++;
        }
    }

    public void Receive(string id, long at)
    {
        lock (_gate)
        {
            var entry = EntryOf(id);
            entry.Receipts++;
            entry.LastReceived = Math.Max(entry.LastReceived, at);
        }
    }

    /// <summary>The completion has returned.</summary>
    public void Complete(string id, long at)
    {
        lock (_gate)
        {
            var entry = EntryOf(id);
            entry.Completions++;
            entry.FirstCompleted = Math.Min(entry.FirstCompleted, at);
        }
    }

    /// <summary>How many sends of a language have returned.</summary>
    public int CountAccepted(char language)
    {
        lock (_gate)
        {
            return _acceptances.Count(one => one.Language == language);
        }
    }

    public KillFigures Sum(int kills)
    {
        lock (_gate)
        {
            return new KillFigures(
                kills,
                CountAccepted(OfDotnet),
                CountAccepted(OfNode),
                _unknown,
                _entries.Values.Count(static entry => entry.IsAccepted && entry.Receipts == 0),
                _entries.Values.Count(static entry => entry.Receipts > 1),
                _entries.Values.Count(static entry => entry.Completions > 1),
                _entries.Values.Count(static entry => entry.LastReceived > entry.FirstCompleted),
                LongestGap(_acceptances.Where(one => one.Language == OfDotnet)),
                LongestGap(_acceptances.Where(one => one.Language == OfNode)),
                LongestGap(_acceptances));
        }
    }

    private static TimeSpan LongestGap(IEnumerable<(char Language, long At)> acceptances)
    {
        var (longest, previous) = (0L, 0L);
        foreach (var (_, at) in acceptances.OrderBy(static one => one.At))
        {
            longest = previous == 0 ? 0 : Math.Max(longest, at - previous);
            previous = at;
        }

        return TimeSpan.FromTicks(longest / TimeSpan.NanosecondsPerTick);
    }

    private Entry EntryOf(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            _entries.Add(id, entry = new Entry());
        }

        return entry;
    }

    private sealed class Entry
    {
        public bool IsAccepted { get; set; }

        public int Receipts { get; set; }

        public int Completions { get; set; }

        public long LastReceived { get; set; }

        public long FirstCompleted { get; set; } = long.MaxValue;
    }
}
