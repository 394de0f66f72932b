using System.Globalization;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Prompts;

/// <summary>Sentences about what was asked for and not found, and about what was taken out.</summary>
internal static class ResultNotes
{
    // A fainter find is noise, and would only invite to a threshold at which everything is found everywhere.
    private const double Faintest = 0.1;

    /// <param name="scene">Whose prompts were answered.</param>
    /// <param name="plan">The prompts.</param>
    /// <param name="vocabulary">The words' own.</param>
    /// <param name="words">What answers words; null when there are none.</param>
    /// <param name="excluded">What was taken out; null without negatives.</param>
    /// <param name="segments">Every one of the result.</param>
    public static IEnumerable<string> Of(
        Scene scene, PromptPlan plan, ClosedVocabulary vocabulary, WordModel? words, ExcludedObjects? excluded, IReadOnlyList<FoundSegment> segments)
    {
        foreach (var (prompt, phrase) in plan.Words)
        {
            if (!segments.Any(segment => segment.Prompt == prompt && phrase.ClassIds.Any(id => vocabulary.Classes[id] == segment.Label)))
            {
                yield return NotFound(phrase.Text, words!.FindBestScore(scene, phrase.ClassIds), scene.Options.ScoreThreshold);
            }
        }

        foreach (var phrase in plan.Negatives)
        {
            yield return Taken(phrase, excluded!, scene.Options.ScoreThreshold);
        }

        foreach (var (prompt, label) in plan.Marks.Select(marked => (marked.Prompt, marked.Mark.Label)).Concat(plan.Subjects.Select(prompt => (prompt, "subject"))))
        {
            if (!segments.Any(segment => segment.Prompt == prompt))
            {
                yield return $"Nothing was found for the {label} of prompt {prompt}, counted from 0.";
            }
        }
    }

    private static string NotFound(string text, double best, double threshold)
    {
        if (best >= threshold)
        {
            return $"Nothing of '{text}' is left: what was found is transparent, or was taken out.";
        }

        var likeliest = best >= Faintest ? string.Create(CultureInfo.InvariantCulture, $"; the likeliest has {best:0.##}") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"No '{text}' was found with a score of at least {threshold:0.##}{likeliest}.");
    }

    private static string Taken(KnownPhrase phrase, ExcludedObjects excluded, double threshold)
    {
        var count = excluded.ClassIds.Count(phrase.ClassIds.Contains);
        return count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"No '{phrase.Text}' was found with a score of at least {threshold:0.##}, so nothing was taken out.")
            : $"'{phrase.Text}' was found {(count == 1 ? "once" : $"{count} times")}; its pixels are in no mask.";
    }
}
