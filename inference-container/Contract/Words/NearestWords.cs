namespace SegFunctions.Contract.Words;

/// <summary>Suggests what an unknown phrase may mean: a known word that it contains, such as <c>boat</c> in "the big boat", or one with a similar spelling.</summary>
/// <param name="known">The words, spelled as they are suggested.</param>
internal sealed class NearestWords(IReadOnlyList<string> known)
{
    private const int Most = 3;

    // One letter in this many may be wrong, missing, superfluous or swapped.
    private const int LettersPerSlip = 4;

    /// <summary>Number of words in the longest known phrase. Looking for longer ones would take minutes if a phrase has thousands of words.</summary>
    private readonly int _mostWords = known.Max(word => Phrase.Normalize(word).Split(' ').Length);

    /// <param name="phrase">Normalized.</param>
    /// <param name="findWord">Returns the known word for a sequence of words; null if there is none.</param>
    /// <returns>Most likely first, at most three.</returns>
    public IReadOnlyList<string> Find(string phrase, Func<string, string?> findWord)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var inside = Inside(words, findWord);
        return [.. (inside.Count > 0 ? inside : SpelledAlike([phrase, .. words])).Distinct(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Known sequences of words, longest first; none is part of a longer one.</summary>
    private List<string> Inside(string[] words, Func<string, string?> findWord)
    {
        var (found, taken) = (new List<string>(), new bool[words.Length]);
        for (var length = Math.Min(words.Length - 1, _mostWords); length > 0; length--)
        {
            for (var start = 0; start + length <= words.Length; start++)
            {
                if (!taken.AsSpan(start, length).Contains(true) && findWord(string.Join(' ', words[start..(start + length)])) is { } word)
                {
                    found.Add(word);
                    taken.AsSpan(start, length).Fill(true);
                }
            }
        }

        return found;
    }

    private IEnumerable<string> SpelledAlike(IEnumerable<string> phrases) => phrases
        .Distinct(StringComparer.Ordinal)
        .Where(phrase => phrase.Length > 1)
        .SelectMany(phrase => known.Select(word => (Word: word, Slips: CountSlips(phrase, word, Math.Max(1, phrase.Length / LettersPerSlip)))))
        .Where(candidate => candidate.Slips > 0)
        .OrderBy(candidate => candidate.Slips)
        .Select(candidate => candidate.Word);

    /// <summary>Counts letters that are substituted, omitted, inserted or swapped with their neighbor (optimal string alignment); null if more than allowed.</summary>
    private static int? CountSlips(string first, string second, int allowed)
    {
        if (Math.Abs(first.Length - second.Length) > allowed)
        {
            return null;
        }

        var slips = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                slips[i, j] = (i, j) switch
                {
                    (_, 0) => i,
                    (0, _) => j,
                    _ => Math.Min(
                        Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1,
                        slips[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[first.Length, second.Length] is var count && count <= allowed ? count : null;
    }
}
