namespace SegFunctions.Inference.Features;

/// <summary>Names what networks make of a picture whatever it is asked: the same pixels through the same networks give the same features.</summary>
/// <param name="Pixels">SHA-256 of the decoded pixels and their size, lower-case hex.</param>
/// <param name="Networks">SHA-256 of the network's file, or of the files' hashes, lower-case hex.</param>
public sealed record FeatureKey(string Pixels, string Networks)
{
    /// <summary>As a blob's name: <c>{pixels}/{networks}</c>.</summary>
    public override string ToString() => $"{Pixels}/{Networks}";
}
