using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>The rules of a spec that hold for every vendor.</summary>
public static class JobValidation
{
    /// <returns>Every fault, not only the first; empty when the spec is acceptable.</returns>
    public static IReadOnlyList<JobFault> FindFaults(JobSpec spec, JobLimits limits) =>
    [
        .. ItemFaults(spec.Items, limits),
        .. PromptFaults(spec.Prompts, limits),
        .. ThresholdFaults(JobField.ScoreThreshold, spec.Options.ScoreThreshold),
        .. ThresholdFaults(JobField.MaskThreshold, spec.Options.MaskThreshold),
    ];

    private static IEnumerable<JobFault> ItemFaults(IReadOnlyList<JobItem> items, JobLimits limits)
    {
        if (items.Count < 1 || items.Count > limits.MaxItems)
        {
            yield return new(JobField.Items, null, $"must hold 1 to {limits.MaxItems} entries, not {items.Count}");
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!first.TryAdd(items[i].Name, i))
            {
                yield return new(JobField.Items, i, $"repeats entry {first[items[i].Name]}");
            }
        }
    }

    private static IEnumerable<JobFault> PromptFaults(IReadOnlyList<Prompt> prompts, JobLimits limits)
    {
        if (prompts.Count < 1)
        {
            yield return new(JobField.Prompts, null, "must hold at least one non-empty phrase");
        }
        else if (prompts.Count > limits.MaxPrompts)
        {
            yield return new(JobField.Prompts, null, $"must hold at most {limits.MaxPrompts} entries, not {prompts.Count}");
        }

        for (var i = 0; i < prompts.Count; i++)
        {
            if (prompts[i] is not TextPrompt { Text: var text })
            {
                continue;
            }

            if (text.Length > limits.MaxPromptLength)
            {
                yield return new(JobField.Prompts, i, $"must have at most {limits.MaxPromptLength} characters, not {text.Length}");
            }

            if (text.Any(char.IsControl))
            {
                yield return new(JobField.Prompts, i, "must not contain control characters");
            }
        }
    }

    private static IEnumerable<JobFault> ThresholdFaults(JobField field, double value)
    {
        if (value is not (>= 0 and <= 1))
        {
            yield return new(field, null, "must be between 0 and 1");
        }
    }
}
