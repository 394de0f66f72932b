namespace SegFunctions.Models.Catalogue;

/// <summary>What holds of a normalisation per channel.</summary>
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
            yield return "standardDeviation is not three values above 0";
        }
    }
}
