using SegFunctions.Contract.Words;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The words of one job for a network that takes phrases: each is a class of its own, numbered as it is read.</summary>
/// <param name="known">The only ones that the network knows; null if it knows every word.</param>
internal sealed class OpenVocabulary(IReadOnlyList<string>? known = null) : IVocabulary
{
    private const int MostNearest = 3;

    // Nothing else parts a list: 'black and white cat' is one thing.
    private static readonly char[] Separators = [',', ';', '.', '\n', '，', '、', '。'];

    private readonly List<string> _phrases = [];

    /// <summary>The phrases by number, as networks read them: lower case, with single spaces and no period.</summary>
    public IReadOnlyList<string> Phrases => _phrases;

    public string Scope => known is null ? "any word or short phrase is known" : $"known are the {known.Count} words of the network's own list";

    /// <returns>A phrase, or each of a list with commas, semicolons or periods between them; null if there is not a letter in it, or one of them is not known.</returns>
    public IReadOnlyList<KnownPhrase>? Read(string phrase)
    {
        List<string> parts = [.. phrase.Split(Separators, StringSplitOptions.TrimEntries).Where(part => part.Any(char.IsLetterOrDigit))];
        return parts.Count == 0 || !parts.TrueForAll(IsKnown) ? null : [.. parts.Select(part => new KnownPhrase(part, [NumberOf(part)], IsKind: false))];
    }

    public string GetLabel(int classId) => _phrases[classId];

    public ModelAbility AbilityFor(int classId) => ModelAbility.Words;

    /// <summary>Those of the network's list that end as the phrase does, or that the phrase ends with: 'boat' of 'sail boat'.</summary>
    public IReadOnlyList<string> FindNearest(string phrase)
    {
        var asked = $" {Normalize(phrase)}";
        return [.. (known ?? []).Where(word => $" {word}".EndsWith(asked, StringComparison.OrdinalIgnoreCase) || asked.EndsWith($" {word}", StringComparison.OrdinalIgnoreCase)).Take(MostNearest)];
    }

    private bool IsKnown(string part) => known is null || known.Contains(Normalize(part), StringComparer.OrdinalIgnoreCase);

    private int NumberOf(string part)
    {
        var phrase = Normalize(part);
        var number = _phrases.IndexOf(phrase);
        if (number < 0)
        {
            number = _phrases.Count;
            _phrases.Add(phrase);
        }

        return number;
    }

    private static string Normalize(string part) => string.Join(' ', part.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
