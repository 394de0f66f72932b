using SegFunctions.Contract;

namespace SegFunctions.Inference.Prompts;

/// <summary>Messages about words outside the vocabulary.</summary>
internal static class UnknownWords
{
    private const int LongestQuote = 60;

    /// <returns>A sentence without its period, with the nearest known words if there are any.</returns>
    public static string Name(string text, IVocabulary vocabulary)
    {
        var quote = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
        var nearest = vocabulary.FindNearest(text);
        return nearest.Count == 0
            ? $"'{quote}' is not a word that the detectors know"
            : $"'{quote}' is not a word that the detectors know; the nearest {(nearest.Count == 1 ? "is" : "are")} {Sentences.List(nearest)}";
    }

    /// <param name="texts">All words of the prompts, at least one.</param>
    /// <param name="vocabulary">Knows none of them.</param>
    public static InferenceException Refuse(IReadOnlyList<string> texts, IVocabulary vocabulary) => new(
        InferenceErrorCode.PromptOutsideVocabulary,
        $"{string.Join(". ", texts.Select(text => Name(text, vocabulary)))}. Send each word by itself and without adjectives, such as 'boat' for \"the big boat\": "
        + $"{vocabulary.Scope}.");
}
