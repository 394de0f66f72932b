namespace SegFunctions.Models.Catalogue;

/// <summary>Rules for a per-channel normalization.</summary>
internal static class ChannelRules
{
    public static IEnumerable<string> FindFaults(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation)
    {
        if (mean.Count != 3)
        {
            yield return $"mean has {mean.Count} values, not 3";
        }

        if (standardDeviation.Count != 3 || standardDeviation.Any(value => value <= 0))
        {
            yield return "standardDeviation is not three values greater than 0";
        }
    }
}
