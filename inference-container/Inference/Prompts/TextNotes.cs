using System.Globalization;

namespace SegFunctions.Inference.Prompts;

/// <summary>Sentences about words that were not found, and about what negative words excluded.</summary>
internal static class TextNotes
{
    // Anything fainter is noise: reporting it would only suggest a threshold at which everything is found everywhere.
    private const double Faintest = 0.1;

    private const string LikeExemplars = "Nothing like the exemplars";

    /// <param name="text">The words; empty for exemplars without a phrase.</param>
    /// <param name="best">The score of the most likely object, 0–1.</param>
    /// <param name="threshold">The minimum score of a segment.</param>
    public static string NotFound(string text, double best, double threshold)
    {
        if (best >= threshold)
        {
            return $"{(text.Length == 0 ? LikeExemplars : $"No '{text}'")} remains: what was found is transparent or was excluded.";
        }

        var likeliest = best >= Faintest ? string.Create(CultureInfo.InvariantCulture, $"; the best score was {best:0.##}") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"{(text.Length == 0 ? LikeExemplars : $"No '{text}'")} was found with a score of at least {threshold:0.##}{likeliest}.");
    }

    /// <param name="text">The negative words.</param>
    /// <param name="count">The number of objects that they name.</param>
    /// <param name="threshold">The minimum score of such an object.</param>
    public static string Excluded(string text, int count, double threshold) => count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"No '{text}' was found with a score of at least {threshold:0.##}, so nothing was excluded.")
        : $"'{text}' was found {(count == 1 ? "once" : $"{count} times")}; its pixels are in no mask.";
}
