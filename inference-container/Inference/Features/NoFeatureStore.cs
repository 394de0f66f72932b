namespace SegFunctions.Inference.Features;

/// <summary>Keeps nothing: features live in memory alone.</summary>
public sealed class NoFeatureStore : IFeatureStore
{
    public Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public void Keep(FeatureKey key, byte[] features)
    {
    }
}
