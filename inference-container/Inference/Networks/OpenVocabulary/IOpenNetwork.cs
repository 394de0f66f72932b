using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>Finds what any phrase names in a picture, and what resembles a part of it. One call at a time.</summary>
internal interface IOpenNetwork : IDisposable
{
    /// <summary>Identities of all network files that run.</summary>
    IReadOnlyList<ModelIdentity> Identities { get; }

    /// <summary>The raw score that is calibrated to 0.5, 0–1.</summary>
    double OperatingPoint { get; }

    /// <param name="picture">Decoded to as many pixels as the network requires.</param>
    /// <param name="concepts">At least one, all different; with exemplars only if the model's kind takes them.</param>
    /// <param name="cancellationToken">Checked between runs.</param>
    /// <returns>In any order. Faint detections are included, so that callers can report how likely the best one was.</returns>
    IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken);
}

/// <summary>A detection for a concept.</summary>
/// <param name="Concept">Index into the concepts.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
internal sealed record OpenFind(int Concept, float RawScore)
{
    /// <summary>Pixels of the picture, inside it. If there is a <see cref="Map"/>, the box limits its mask, and an empty box means no limit.</summary>
    public BoxF Box { get; init; }

    /// <summary>The network's own mask; null if it detects boxes only.</summary>
    public LogitMap? Map { get; init; }
}
