using SegFunctions.Contract;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>What to look for in a picture: what a phrase names, what resembles exemplars, or both.</summary>
/// <param name="Phrase">Lower case; empty if the exemplars alone define the concept.</param>
/// <param name="Exemplars">Boxes in the same picture; empty if the phrase alone defines the concept.</param>
internal sealed record Concept(string Phrase, IReadOnlyList<Exemplar> Exemplars)
{
    public Concept(string phrase)
        : this(phrase, [])
    {
    }
}
