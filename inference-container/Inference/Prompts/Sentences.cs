namespace SegFunctions.Inference.Prompts;

/// <summary>Building blocks of sentences for human readers.</summary>
internal static class Sentences
{
    /// <returns><c>'boat', 'person' and 'dog'</c>.</returns>
    /// <param name="words">At least one.</param>
    /// <param name="last">The conjunction before the last of several words.</param>
    public static string List(IEnumerable<string> words, string last = "and")
    {
        string[] quoted = [.. words.Select(word => $"'{word}'")];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}";
    }

    /// <returns>A sentence for each of the prompts that no segment answers.</returns>
    public static IEnumerable<string> NothingFound(IEnumerable<(int Prompt, string Label)> prompts, IReadOnlyList<FoundSegment> segments) => prompts
        .Where(asked => !segments.Any(segment => segment.Prompt == asked.Prompt))
        .Select(asked => $"Nothing was found for the {asked.Label} of prompt {asked.Prompt}, counted from 0.");
}
