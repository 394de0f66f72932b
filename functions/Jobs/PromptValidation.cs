using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>The rules of a spec's prompts.</summary>
internal static class PromptValidation
{
    /// <inheritdoc cref="JobValidation.FindFaults"/>
    public static IEnumerable<JobFault> FindFaults(IReadOnlyList<Prompt> prompts, JobLimits limits)
    {
        if (prompts.Count < 1)
        {
            yield return new(JobField.Prompts, null, "must hold at least one non-empty phrase");
        }
        else if (prompts.Count > limits.MaxPrompts)
        {
            yield return new(JobField.Prompts, null, $"must hold at most {limits.MaxPrompts} entries, not {prompts.Count}");
        }
        else if (prompts.All(prompt => prompt is TextPrompt { Negative: true }))
        {
            yield return new(JobField.Prompts, null, "must say what to cut out, not only what not to");
        }

        for (var i = 0; i < prompts.Count; i++)
        {
            foreach (var message in FindFaults(prompts[i], limits))
            {
                yield return new(JobField.Prompts, i, message);
            }
        }
    }

    private static IEnumerable<string> FindFaults(Prompt prompt, JobLimits limits) => prompt switch
    {
        TextPrompt text => FindFaults(text, limits),
        PointsPrompt marks => [.. FindFaults(marks.Points), .. HasForeground(marks.Points) ? (string[])[] : ["must have a point with the label 1"]],
        BoxPrompt box => [.. FindFaults(box), .. FindFaults(box.Points ?? [])],
        _ => [],
    };

    private static IEnumerable<string> FindFaults(TextPrompt prompt, JobLimits limits)
    {
        if (prompt.Text.Length > limits.MaxPromptLength)
        {
            yield return $"must have at most {limits.MaxPromptLength} characters, not {prompt.Text.Length}";
        }

        if (prompt.Text.Any(char.IsControl))
        {
            yield return "must not contain control characters";
        }
    }

    private static IEnumerable<string> FindFaults(BoxPrompt box)
    {
        if (!Array.TrueForAll([box.Left, box.Top, box.Right, box.Bottom], IsPart))
        {
            yield return "must have coordinates between 0 and 1";
        }

        if (!(box.Left < box.Right && box.Top < box.Bottom))
        {
            yield return "must have x1 below x2 and y1 below y2";
        }
    }

    private static IEnumerable<string> FindFaults(IReadOnlyList<PromptPoint> points)
    {
        if (points.Count > JobLimits.MaxPoints)
        {
            yield return $"must have at most {JobLimits.MaxPoints} points for one object, not {points.Count}";
        }

        if (points.Any(point => !IsPart(point.X) || !IsPart(point.Y)))
        {
            yield return "must have coordinates between 0 and 1";
        }
    }

    private static bool HasForeground(IReadOnlyList<PromptPoint> points) => points.Any(point => point.Foreground);

    private static bool IsPart(double coordinate) => coordinate is >= 0 and <= 1;
}
