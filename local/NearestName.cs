namespace SegFunctions.Local;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    private const int MaxSlips = 3;

    /// <returns>A question to append to a sentence, with a leading space; empty if no name is similar.</returns>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(candidate => CountSlips(name, candidate));
        return nearest is not null && CountSlips(name, nearest) <= Math.Min(MaxSlips, name.Length / 2) ? $" Did you mean {nearest}?" : "";
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int CountSlips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
