using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>Finds what any phrases name in a picture, and what is like a part of it. One call at a time.</summary>
internal interface IOpenNetwork : IDisposable
{
    /// <summary>Identities of every network file that runs.</summary>
    IReadOnlyList<ModelIdentity> Identities { get; }

    /// <summary>Raw score that is calibrated to 0.5, 0–1.</summary>
    double OperatingPoint { get; }

    /// <param name="picture">Decoded to as many pixels as the network requires.</param>
    /// <param name="concepts">At least one, no two alike; with exemplars only if the model's kind takes them.</param>
    /// <param name="cancellationToken">Checked between runs.</param>
    /// <returns>In any order, with faint ones, so that it can be said how likely the best was.</returns>
    IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken);
}

/// <summary>What a network found for a concept.</summary>
/// <param name="Concept">Index into the concepts.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
internal sealed record OpenFind(int Concept, float RawScore)
{
    /// <summary>Pixels of the picture, inside it. Of a find with a <see cref="Map"/> it is what the mask may not leave; of no area for none.</summary>
    public BoxF Box { get; init; }

    /// <summary>The network's own mask; null if it finds boxes alone.</summary>
    public LogitMap? Map { get; init; }
}
