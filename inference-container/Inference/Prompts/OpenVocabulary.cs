using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The words of one job for a network that takes phrases: each phrase is a class of its own, numbered in the order of reading.</summary>
/// <param name="known">The only words that the network knows; null if it knows every word.</param>
/// <param name="takesExemplars">Whether the network also takes exemplars.</param>
internal sealed class OpenVocabulary(IReadOnlyList<string>? known = null, bool takesExemplars = false) : IVocabulary
{
    /// <summary>The label of objects found by exemplars without a phrase.</summary>
    public const string ExemplarsLabel = "exemplars";

    private const int MostNearest = 3;

    // Only these separate the phrases of a list: 'black and white cat' is one thing.
    private static readonly char[] Separators = [',', ';', '.', '\n', '，', '、', '。'];

    private readonly List<Concept> _concepts = [];

    /// <summary>The concepts to look for, by number. Phrases are normalized for the networks: lower case, single spaces and no period.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>Whether <see cref="Read(string, IReadOnlyList{Exemplar})"/> and <see cref="Read(IReadOnlyList{Exemplar})"/> may be called with exemplars.</summary>
    public bool TakesExemplars => takesExemplars;

    public string Scope => known is null ? "any word or short phrase is known" : $"they know the {known.Count} words of their own list";

    /// <returns>One phrase, or each phrase of a list separated by commas, semicolons or periods; null if the text has no letter or digit, or one of the phrases is not known.</returns>
    public IReadOnlyList<KnownPhrase>? Read(string phrase) => Read(phrase, []);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="phrase">As a person wrote it.</param>
    /// <param name="exemplars">They accompany the phrase, or each phrase of a list.</param>
    public IReadOnlyList<KnownPhrase>? Read(string phrase, IReadOnlyList<Exemplar> exemplars)
    {
        List<string> parts = [.. phrase.Split(Separators, StringSplitOptions.TrimEntries).Where(part => part.Any(char.IsLetterOrDigit))];
        return parts.Count == 0 || !parts.TrueForAll(IsKnown)
            ? null
            : [.. parts.Select(part => new KnownPhrase(part, [NumberOf(Normalize(part), exemplars)], IsKind: false))];
    }

    /// <summary>The concept of exemplars without a phrase.</summary>
    public KnownPhrase Read(IReadOnlyList<Exemplar> exemplars) => new(string.Empty, [NumberOf(string.Empty, exemplars)], IsKind: false);

    public string GetLabel(int classId) => _concepts[classId].Phrase is { Length: > 0 } phrase ? phrase : ExemplarsLabel;

    public ModelAbility AbilityFor(int classId) => ModelAbility.Words;

    /// <summary>Words of the network's list that end with the phrase, or that the phrase ends with: 'boat' for 'sail boat'.</summary>
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
