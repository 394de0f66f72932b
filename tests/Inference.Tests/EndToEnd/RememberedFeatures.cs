using System.Collections.Concurrent;
using SegFunctions.Inference.Features;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>A store that several caches share, as workers share blobs.</summary>
internal sealed class RememberedFeatures : IFeatureStore
{
    private readonly ConcurrentDictionary<FeatureKey, byte[]> _kept = new();

    public Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken) => Task.FromResult(_kept.GetValueOrDefault(key));

    public void Keep(FeatureKey key, byte[] features) => _kept[key] = features;
}
