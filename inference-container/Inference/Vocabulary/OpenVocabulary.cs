using SegFunctions.Contract.Words;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Vocabulary;

/// <summary>The words of one job for a network that knows every word: each phrase is a class of its own, numbered as it is read.</summary>
internal sealed class OpenVocabulary : IVocabulary
{
    // Nothing else parts a list: 'black and white cat' is one thing.
    private static readonly char[] Separators = [',', ';', '.', '\n', '，', '、', '。'];

    private readonly List<string> _phrases = [];

    /// <summary>The phrases by number, as networks read them: lower case, with single spaces and no period.</summary>
    public IReadOnlyList<string> Phrases => _phrases;

    public string Scope => "any word or short phrase is known";

    /// <returns>A phrase, or each of a list with commas, semicolons or periods between them; null if there is not a letter in it.</returns>
    public IReadOnlyList<KnownPhrase>? Read(string phrase)
    {
        List<string> parts = [.. phrase.Split(Separators, StringSplitOptions.TrimEntries).Where(part => part.Any(char.IsLetterOrDigit))];
        return parts.Count == 0 ? null : [.. parts.Select(part => new KnownPhrase(part, [NumberOf(part)], IsKind: false))];
    }

    public string GetLabel(int classId) => _phrases[classId];

    public ModelAbility AbilityFor(int classId) => ModelAbility.Words;

    public IReadOnlyList<string> FindNearest(string phrase) => [];

    private int NumberOf(string part)
    {
        var phrase = string.Join(' ', part.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var known = _phrases.IndexOf(phrase);
        if (known < 0)
        {
            known = _phrases.Count;
            _phrases.Add(phrase);
        }

        return known;
    }
}
