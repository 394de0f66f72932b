using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The words of one job for a network that takes phrases: each is a class of its own, numbered as it is read.</summary>
/// <param name="known">The only ones that the network knows; null if it knows every word.</param>
/// <param name="takesExemplars">Whether the network takes exemplars too.</param>
internal sealed class OpenVocabulary(IReadOnlyList<string>? known = null, bool takesExemplars = false) : IVocabulary
{
    /// <summary>The label of what exemplars alone ask for.</summary>
    public const string ExemplarsLabel = "exemplars";

    private const int MostNearest = 3;

    // Nothing else parts a list: 'black and white cat' is one thing.
    private static readonly char[] Separators = [',', ';', '.', '\n', '，', '、', '。'];

    private readonly List<Concept> _concepts = [];

    /// <summary>What is looked for, by number; phrases as networks read them: lower case, with single spaces and no period.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>Whether <see cref="Read(string, IReadOnlyList{Exemplar})"/> and <see cref="Read(IReadOnlyList{Exemplar})"/> may be called with exemplars.</summary>
    public bool TakesExemplars => takesExemplars;

    public string Scope => known is null ? "any word or short phrase is known" : $"known are the {known.Count} words of the network's own list";

    /// <returns>A phrase, or each of a list with commas, semicolons or periods between them; null if there is not a letter in it, or one of them is not known.</returns>
    public IReadOnlyList<KnownPhrase>? Read(string phrase) => Read(phrase, []);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="phrase">As a person wrote it.</param>
    /// <param name="exemplars">They go with the phrase, or with each of a list.</param>
    public IReadOnlyList<KnownPhrase>? Read(string phrase, IReadOnlyList<Exemplar> exemplars)
    {
        List<string> parts = [.. phrase.Split(Separators, StringSplitOptions.TrimEntries).Where(part => part.Any(char.IsLetterOrDigit))];
        return parts.Count == 0 || !parts.TrueForAll(IsKnown)
            ? null
            : [.. parts.Select(part => new KnownPhrase(part, [NumberOf(Normalize(part), exemplars)], IsKind: false))];
    }

    /// <summary>What exemplars alone ask for.</summary>
    public KnownPhrase Read(IReadOnlyList<Exemplar> exemplars) => new(string.Empty, [NumberOf(string.Empty, exemplars)], IsKind: false);

    public string GetLabel(int classId) => _concepts[classId].Phrase is { Length: > 0 } phrase ? phrase : ExemplarsLabel;

    public ModelAbility AbilityFor(int classId) => ModelAbility.Words;

    /// <summary>Those of the network's list that end as the phrase does, or that the phrase ends with: 'boat' of 'sail boat'.</summary>
    public IReadOnlyList<string> FindNearest(string phrase)
    {
        var asked = $" {Normalize(phrase)}";
        return [.. (known ?? []).Where(word => $" {word}".EndsWith(asked, StringComparison.OrdinalIgnoreCase) || asked.EndsWith($" {word}", StringComparison.OrdinalIgnoreCase)).Take(MostNearest)];
    }

    private bool IsKnown(string part) => known is null || known.Contains(Normalize(part), StringComparer.OrdinalIgnoreCase);

    private int NumberOf(string phrase, IReadOnlyList<Exemplar> exemplars)
    {
        var number = _concepts.FindIndex(concept => concept.Phrase == phrase && concept.Exemplars.SequenceEqual(exemplars));
        if (number < 0)
        {
            number = _concepts.Count;
            _concepts.Add(new Concept(phrase, exemplars));
        }

        return number;
    }

    private static string Normalize(string part) => string.Join(' ', part.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
