namespace SegFunctions.Inference.Vocabulary;

/// <summary>Which of a model's fixed classes a phrase means. Pure lookup: what is not written down is unknown.</summary>
public sealed class ClosedVocabulary
{
    private readonly Dictionary<string, IReadOnlyList<int>> _matches = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _irregularPlurals;

    internal ClosedVocabulary(VocabularyDocument document)
    {
        Classes = [.. document.Classes.Select(words => words.Name)];
        _irregularPlurals = document.IrregularPlurals;
        foreach (var (id, words) in document.Classes.Index())
        {
            Add([words.Name, .. words.Synonyms ?? [], .. words.Kinds ?? []], [id]);
        }

        foreach (var group in document.Broader)
        {
            Add(group.Words, [.. group.Classes.Select(GetId).Order()]);
        }
    }

    /// <summary>The 80 classes of COCO, as CenterNet numbers them.</summary>
    public static ClosedVocabulary Coco { get; } = new(VocabularyDocument.Read("coco.json"));

    /// <summary>The model's class names, by number.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <param name="phrase">As a person wrote it: case, articles, hyphens, spaces and plurals do not matter.</param>
    /// <returns>Every object of these classes answers the phrase; ascending, at least one. Null when the phrase is outside the vocabulary.</returns>
    public IReadOnlyList<int>? Find(string phrase)
    {
        var words = Phrase.Normalise(phrase);
        if (_matches.TryGetValue(words, out var classIds))
        {
            return classIds;
        }

        foreach (var singular in Singulars(words))
        {
            if (_matches.TryGetValue(singular, out classIds))
            {
                return classIds;
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

    private void Add(IEnumerable<string> phrases, IReadOnlyList<int> classIds)
    {
        foreach (var phrase in phrases.Select(Phrase.Normalise))
        {
            Add(phrase, classIds);

            // People write "cell phone" and "cellphone".
            if (phrase.Contains(' ', StringComparison.Ordinal))
            {
                Add(phrase.Replace(" ", string.Empty, StringComparison.Ordinal), classIds);
            }
        }
    }

    private void Add(string phrase, IReadOnlyList<int> classIds)
    {
        if (!_matches.TryAdd(phrase, classIds) && !_matches[phrase].SequenceEqual(classIds))
        {
            throw new InvalidOperationException($"The vocabulary has '{phrase}' in two meanings.");
        }
    }

    private int GetId(string name) => Classes.ToList().IndexOf(name) is var id and >= 0
        ? id
        : throw new InvalidOperationException($"The vocabulary has no class '{name}'.");
}
