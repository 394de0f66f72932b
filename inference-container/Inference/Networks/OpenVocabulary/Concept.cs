using SegFunctions.Contract;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>What is looked for in a picture: what a phrase names, what is like exemplars, or both.</summary>
/// <param name="Phrase">Lower case; empty if exemplars alone say what is meant.</param>
/// <param name="Exemplars">In the picture; none if the phrase alone says what is meant.</param>
internal sealed record Concept(string Phrase, IReadOnlyList<Exemplar> Exemplars)
{
    public Concept(string phrase)
        : this(phrase, [])
    {
    }
}
