namespace SegFunctions.Inference.Prompts;

/// <summary>Pieces of the sentences that people read.</summary>
internal static class Sentences
{
    /// <returns><c>'boat', 'person' and 'dog'</c>.</returns>
    /// <param name="words">At least one.</param>
    /// <param name="last">Before the last of several.</param>
    public static string List(IEnumerable<string> words, string last = "and")
    {
        string[] quoted = [.. words.Select(word => $"'{word}'")];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}";
    }
}
