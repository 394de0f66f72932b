using SegFunctions.Contract;

namespace SegFunctions.Inference.Features;

/// <summary>The most recently used features in memory, backed by a store. Safe to use from several threads.</summary>
/// <param name="capacity">Bytes of features in memory; 0 keeps none.</param>
/// <param name="store">Queried for features that are not in memory, and given new ones.</param>
public sealed class FeatureCache(long capacity, IFeatureStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FeatureKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Bytes of features in memory now.</summary>
    public long Bytes { get; private set; }

    /// <summary>Brings features from the store into memory, if it has them and they are not there already.</summary>
    public async Task PrepareAsync(FeatureKey key, CancellationToken cancellationToken)
    {
        if (capacity > 0 && FindInMemory(key) is null && await store.FindAsync(key, cancellationToken) is { } features)
        {
            Put(key, features, EmbeddingSource.Store);
        }
    }

    /// <summary>Whether the features are in memory now.</summary>
    public bool Contains(FeatureKey key)
    {
        lock (_lock)
        {
            return _entries.ContainsKey(key);
        }
    }

    /// <summary>Null if the features are not in memory. The source is the store only for the first caller after <see cref="PrepareAsync"/> loaded them.</summary>
    public (byte[] Features, EmbeddingSource Source)? Find(FeatureKey key)
    {
        lock (_lock)
        {
            if (FindInMemory(key) is not { } entry)
            {
                return null;
            }

            var source = entry.Source;
            entry.Source = EmbeddingSource.Memory;
            return (entry.Features, source);
        }
    }

    /// <summary>Adds newly computed features, here and to the store.</summary>
    public void Add(FeatureKey key, byte[] features)
    {
        Put(key, features, EmbeddingSource.Memory);
        store.Keep(key, features);
    }

    private Entry? FindInMemory(FeatureKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    private void Put(FeatureKey key, byte[] features, EmbeddingSource source)
    {
        lock (_lock)
        {
            if (features.LongLength > capacity || _entries.ContainsKey(key))
            {
                return;
            }

            _entries.Add(key, _byUse.AddFirst(new Entry(key, features) { Source = source }));
            Bytes += features.LongLength;
            while (Bytes > capacity)
            {
                var oldest = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _entries.Remove(oldest.Key);
                Bytes -= oldest.Features.LongLength;
            }
        }
    }

    private sealed class Entry(FeatureKey key, byte[] features)
    {
        public FeatureKey Key { get; } = key;

        public byte[] Features { get; } = features;

        public EmbeddingSource Source { get; set; }
    }
}
