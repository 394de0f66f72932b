namespace SegFunctions.Inference.Features;

/// <summary>Keeps features beyond the process. What it keeps may be lost at any time: it can be computed again.</summary>
public interface IFeatureStore
{
    /// <returns>Null when nothing is kept, or the store is away.</returns>
    Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken);

    /// <summary>Returns at once; the features are stored later, or not at all when the store cannot follow.</summary>
    void Keep(FeatureKey key, byte[] features);
}
