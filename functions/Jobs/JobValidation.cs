namespace SegFunctions.Jobs;

/// <summary>The rules for a spec that apply to every vendor's API.</summary>
public static class JobValidation
{
    /// <returns>Every fault, not only the first; empty if the spec is acceptable.</returns>
    public static IReadOnlyList<JobFault> FindFaults(JobSpec spec, JobOptions limits) =>
    [
        .. ItemFaults(spec.Items, limits),
        .. PromptValidation.FindFaults(spec.Prompts, limits),
        .. ThresholdFaults(JobField.ScoreThreshold, spec.Options.ScoreThreshold),
        .. ThresholdFaults(JobField.MaskThreshold, spec.Options.MaskThreshold),
        .. EdgeFaults(spec.Options.EdgeOffset),
    ];

    private static IEnumerable<JobFault> ItemFaults(IReadOnlyList<JobItem> items, JobOptions limits)
    {
        if (items.Count < 1)
        {
            yield return new(JobField.Items, null, JobRule.NotEmpty, limits.MaxItems);
        }

        if (items.Count > limits.MaxItems)
        {
            yield return new(JobField.Items, null, JobRule.NotTooMany, limits.MaxItems, items.Count);
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!first.TryAdd(items[i].Name, i))
            {
                yield return new(JobField.Items, i, JobRule.NotRepeated, first[items[i].Name]);
            }
        }
    }

    private static IEnumerable<JobFault> EdgeFaults(double pixels)
    {
        if (!(Math.Abs(pixels) <= JobOptions.MaxEdgeOffset))
        {
            yield return new(JobField.EdgeOffset, null, JobRule.WithinBound, JobOptions.MaxEdgeOffset);
        }
    }

    private static IEnumerable<JobFault> ThresholdFaults(JobField field, double value)
    {
        if (value is not (>= 0 and <= 1))
        {
            yield return new(field, null, JobRule.Fraction);
        }
    }
}
