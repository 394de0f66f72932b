namespace SegFunctions.Inference.Vocabulary;

/// <summary>Which of a model's fixed classes a phrase means. Pure lookup: what is not written down is unknown.</summary>
public sealed class ClosedVocabulary
{
    private readonly Dictionary<string, VocabularyMatch> _matches = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _irregularPlurals;

    internal ClosedVocabulary(VocabularyDocument document)
    {
        Classes = [.. document.Classes.Select(words => words.Name)];
        _irregularPlurals = document.IrregularPlurals;
        foreach (var (id, words) in document.Classes.Index())
        {
            Add([words.Name, .. words.Synonyms ?? []], new VocabularyMatch([id], VocabularyFit.Same));
            Add(words.Kinds ?? [], new VocabularyMatch([id], VocabularyFit.Kind));
        }

        foreach (var group in document.Broader)
        {
            Add(group.Words, new VocabularyMatch([.. group.Classes.Select(GetId).Order()], VocabularyFit.Group));
        }
    }

    /// <summary>The 80 classes of COCO, as CenterNet numbers them.</summary>
    public static ClosedVocabulary Coco { get; } = new(VocabularyDocument.Read("coco.json"));

    /// <summary>The model's class names, by number.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <param name="phrase">As a person wrote it: case, articles, hyphens, spaces and plurals do not matter.</param>
    /// <returns>Null when the phrase is outside the vocabulary.</returns>
    public VocabularyMatch? Find(string phrase)
    {
        var words = Phrase.Normalise(phrase);
        if (_matches.TryGetValue(words, out var match))
        {
            return match;
        }

        foreach (var singular in Singulars(words))
        {
            if (_matches.TryGetValue(singular, out match))
            {
                return match;
            }
        }

        return null;
    }

    private IEnumerable<string> Singulars(string words)
    {
        var lastWord = words[(words.LastIndexOf(' ') + 1)..];
        return _irregularPlurals.TryGetValue(lastWord, out var singular)
            ? [words[..^lastWord.Length] + singular]
            : Phrase.Singulars(words);
    }

    private void Add(IEnumerable<string> phrases, VocabularyMatch match)
    {
        foreach (var phrase in phrases.Select(Phrase.Normalise))
        {
            Add(phrase, match);

            // People write "cell phone" and "cellphone".
            if (phrase.Contains(' ', StringComparison.Ordinal))
            {
                Add(phrase.Replace(" ", string.Empty, StringComparison.Ordinal), match);
            }
        }
    }

    private void Add(string phrase, VocabularyMatch match)
    {
        if (!_matches.TryAdd(phrase, match) && !_matches[phrase].ClassIds.SequenceEqual(match.ClassIds))
        {
            throw new InvalidOperationException($"The vocabulary has '{phrase}' in two meanings.");
        }
    }

    private int GetId(string name) => Classes.ToList().IndexOf(name) is var id and >= 0
        ? id
        : throw new InvalidOperationException($"The vocabulary has no class '{name}'.");
}
