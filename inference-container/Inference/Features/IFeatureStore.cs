namespace SegFunctions.Inference.Features;

/// <summary>Stores features beyond the lifetime of the process. Anything stored may be lost at any time: it can be computed again.</summary>
public interface IFeatureStore
{
    /// <returns>Null if nothing is stored, or the store is unavailable.</returns>
    Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken);

    /// <summary>Returns at once; the features are stored later, or not at all if the store cannot keep up.</summary>
    void Keep(FeatureKey key, byte[] features);
}

/// <summary>The key of features. They do not depend on the prompts: the same pixels through the same networks give the same features.</summary>
/// <param name="Pixels">SHA-256 of the decoded pixels and their size, lower-case hex.</param>
/// <param name="Networks">SHA-256 of the network's file, or of the files' hashes, lower-case hex.</param>
public sealed record FeatureKey(string Pixels, string Networks)
{
    /// <summary>As a blob's name: <c>{pixels}/{networks}</c>.</summary>
    public override string ToString() => $"{Pixels}/{Networks}";
}

/// <summary>Keeps nothing: features exist in memory only.</summary>
public sealed class NoFeatureStore : IFeatureStore
{
    public Task<byte[]?> FindAsync(FeatureKey key, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public void Keep(FeatureKey key, byte[] features)
    {
    }
}
