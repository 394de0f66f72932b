using SegFunctions.Contract;

namespace SegFunctions.Media;

/// <summary>Uploads that a request has just seen to be marked as used, so that it need not mark them again. Thread-safe.</summary>
internal sealed class RecentMarks(TimeProvider time)
{
    /// <summary>How long a request may take from finding its uploads to marking them.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Beyond this the oldest are forgotten, which costs only a write.</summary>
    private const int Max = 1000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<BlobReference, DateTimeOffset> _seen = [];

    public void Add(BlobReference upload)
    {
        lock (_gate)
        {
            _seen.Remove(upload);
            _seen.Add(upload, time.GetUtcNow());
            if (_seen.Count > Max)
            {
                _seen.RemoveAt(0);
            }
        }
    }

    public void Remove(BlobReference upload)
    {
        lock (_gate)
        {
            _seen.Remove(upload);
        }
    }

    public bool Contains(BlobReference upload)
    {
        lock (_gate)
        {
            return _seen.TryGetValue(upload, out var since) && time.GetUtcNow() - since <= Lifetime;
        }
    }
}
