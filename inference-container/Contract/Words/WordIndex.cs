namespace SegFunctions.Contract.Words;

/// <summary>
/// Looks phrases up among known words, as people write them: case, width, articles, hyphens, spaces and plurals are ignored. Anything that is not in the list is
/// unknown.
/// </summary>
public sealed class WordIndex
{
    private readonly Dictionary<string, IReadOnlyList<int>> _matches = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _irregularPlurals;
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly NearestWords _nearest;
    private readonly IReadOnlyList<WordPart> _parts;

    /// <exception cref="InvalidOperationException">A word has two meanings, or a broader one names a class that does not exist.</exception>
    public WordIndex(KnownWords known)
    {
        Classes = [.. known.Classes.Select(words => words.Name)];
        _parts = [.. known.Classes.Select(words => words.Networks.Part)];
        _irregularPlurals = known.IrregularPlurals;
        foreach (var (id, words) in known.Classes.Index())
        {
            Add([words.Name, .. words.Synonyms ?? [], .. words.Kinds ?? []], [id]);
            _kinds.UnionWith(words.Kinds?.Select(Phrase.Normalize) ?? []);
        }

        foreach (var group in known.Broader)
        {
            Add(group.Words, [.. group.Classes.Select(GetId).Order()]);
        }

        _nearest = new NearestWords(
            [.. known.Classes.SelectMany(words => words.Synonyms?.Prepend(words.Name) ?? [words.Name]), .. known.Broader.SelectMany(group => group.Words)]);
    }

    /// <summary>The words of <see cref="KnownWords.Coco"/>.</summary>
    public static WordIndex Coco { get; } = new(KnownWords.Coco);

    /// <summary>The words of <see cref="KnownWords.BuiltIn"/>.</summary>
    public static WordIndex BuiltIn { get; } = new(KnownWords.BuiltIn);

    /// <summary>Names of the classes, by number.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The part of the vocabulary that a class belongs to, and thereby the networks that answer it.</summary>
    public WordPart PartOf(int classId) => _parts[classId];

    /// <returns>The classes whose objects answer the phrase, ascending, at least one; null if the phrase is unknown.</returns>
    public IReadOnlyList<int>? Find(string phrase) => FindWord(phrase) is { } word ? _matches[word] : null;

    /// <summary>Like <see cref="Find"/>, but an unknown phrase may be a list of known ones.</summary>
    public IReadOnlyList<KnownPhrase>? Read(string phrase)
    {
        if (FindPhrase(phrase) is { } whole)
        {
            return [whole];
        }

        var parts = Phrase.Parts(phrase).Select(FindPhrase).OfType<KnownPhrase>().ToList();
        return parts.Count > 0 && parts.Count == Phrase.Parts(phrase).Count ? parts : null;
    }

    /// <summary>Known words that an unknown phrase contains or resembles, most likely first, at most three; empty if there are none.</summary>
    public IReadOnlyList<string> FindNearest(string phrase) => _nearest.Find(Phrase.Normalize(phrase), FindWord);

    private KnownPhrase? FindPhrase(string phrase) =>
        FindWord(phrase) is { } word ? new KnownPhrase(phrase.Trim(), _matches[word], _kinds.Contains(word)) : null;

    /// <returns>The word as listed; null if it is not listed.</returns>
    private string? FindWord(string phrase)
    {
        var words = Phrase.Normalize(phrase);
        return _matches.ContainsKey(words) ? words : Singulars(words).FirstOrDefault(_matches.ContainsKey);
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
        foreach (var phrase in phrases.Select(Phrase.Normalize))
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

/// <summary>A known word or short phrase.</summary>
/// <param name="Text">As the client wrote it.</param>
/// <param name="ClassIds">The classes whose objects answer it; at least one.</param>
/// <param name="IsKind">Whether it names ages or sexes that the networks cannot distinguish.</param>
public sealed record KnownPhrase(string Text, IReadOnlyList<int> ClassIds, bool IsKind);
