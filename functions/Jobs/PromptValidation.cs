using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>The rules for a spec's prompts.</summary>
internal static class PromptValidation
{
    /// <returns>Every fault. Of too many prompts or exemplars, only the excess is reported, so that the response stays bounded whatever was sent.</returns>
    public static IEnumerable<JobFault> FindFaults(IReadOnlyList<Prompt> prompts, JobOptions limits)
    {
        if (prompts.Count < 1)
        {
            yield return new(JobField.Prompts, null, JobRule.NotEmpty);
        }
        else if (prompts.Count > limits.MaxPrompts)
        {
            yield return new(JobField.Prompts, null, JobRule.NotTooMany, limits.MaxPrompts, prompts.Count);
        }
        else if (prompts.All(prompt => prompt is TextPrompt { Negative: true }))
        {
            yield return new(JobField.Prompts, null, JobRule.NotOnlyNegative);
        }

        for (var i = 0; i < Math.Min(prompts.Count, limits.MaxPrompts); i++)
        {
            foreach (var (rule, bound, actual) in FindBroken(prompts[i], limits))
            {
                yield return new(JobField.Prompts, i, rule, bound, actual);
            }

            if (prompts[i] is PointsPrompt points && !HasForeground(points) && !prompts.Any(other => SaysWhere(other, points.ObjectNumber)))
            {
                yield return new(JobField.Prompts, i, JobRule.HasForeground);
            }

            if (prompts[i] is ExemplarsPrompt alone && !alone.Exemplars.Any(exemplar => exemplar.IsLike))
            {
                yield return new(JobField.Exemplars, null, JobRule.HasLike);
            }

            foreach (var fault in FindFaults(ExemplarsOf(prompts[i])))
            {
                yield return fault;
            }
        }
    }

    private static IReadOnlyList<Exemplar> ExemplarsOf(Prompt prompt) => prompt switch
    {
        TextPrompt words => words.Exemplars ?? [],
        ExemplarsPrompt { Exemplars: var exemplars } => exemplars,
        _ => [],
    };

    private static IEnumerable<JobFault> FindFaults(IReadOnlyList<Exemplar> exemplars) => exemplars.Count > JobOptions.MaxExemplars
        ? [new JobFault(JobField.Exemplars, null, JobRule.NotTooMany, JobOptions.MaxExemplars, exemplars.Count)]
        : exemplars.Index().SelectMany(box => FindBroken(box.Item.Left, box.Item.Top, box.Item.Right, box.Item.Bottom)
            .Select(broken => new JobFault(JobField.Exemplars, box.Index, broken.Rule)));

    /// <summary>Whether the prompt says where the object with this number is.</summary>
    /// <param name="number">Null for an object that no other prompt is about.</param>
    private static bool SaysWhere(Prompt prompt, long? number) => number is not null && prompt switch
    {
        PointsPrompt points => points.ObjectNumber == number && HasForeground(points),
        BoxPrompt box => box.ObjectNumber == number,
        _ => false,
    };

    private static bool HasForeground(PointsPrompt prompt) => prompt.Points.Any(point => point.Foreground);

    private static IEnumerable<(JobRule Rule, int Bound, int Actual)> FindBroken(Prompt prompt, JobOptions limits) => prompt switch
    {
        TextPrompt { Text: var text, Threshold: var threshold } =>
        [
            .. Unless(text.Length <= limits.MaxPromptLength, JobRule.NotTooLong, limits.MaxPromptLength, text.Length),
            .. Unless(!text.Any(char.IsControl), JobRule.NoControlCharacters),
            .. Unless(threshold is null or (>= 0 and <= 1), JobRule.Fraction),
        ],
        PointsPrompt { Points: var points } => [.. FindBroken(points)],
        BoxPrompt box =>
        [
            .. FindBroken(box.Left, box.Top, box.Right, box.Bottom),
            .. FindBroken(box.Points ?? []),
        ],
        _ => [],
    };

    private static IEnumerable<(JobRule Rule, int Bound, int Actual)> FindBroken(double left, double top, double right, double bottom) =>
    [
        .. Unless(Array.TrueForAll([left, top, right, bottom], IsPart), JobRule.WithinPicture),
        .. Unless(left < right && top < bottom, JobRule.NotInsideOut),
    ];

    private static IEnumerable<(JobRule Rule, int Bound, int Actual)> FindBroken(IReadOnlyList<PromptPoint> points) =>
    [
        .. Unless(points.Count <= JobOptions.MaxPoints, JobRule.NotTooManyPoints, JobOptions.MaxPoints, points.Count),
        .. Unless(points.All(point => IsPart(point.X) && IsPart(point.Y)), JobRule.WithinPicture),
    ];

    private static IEnumerable<(JobRule Rule, int Bound, int Actual)> Unless(bool isKept, JobRule rule, int bound = 0, int actual = 0) =>
        isKept ? [] : [(rule, bound, actual)];

    private static bool IsPart(double coordinate) => coordinate is >= 0 and <= 1;
}
