using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>A running job's custom status: one letter per item, so that 100 items take 200 bytes of the available 16 KB.</summary>
public static class JobProgress
{
    private const string Letters = "qrsfcw";

    public static string Encode(IEnumerable<JobStatus> items) => string.Concat(items.Select(status => Letters[(int)status]));

    /// <param name="text">Null or of another length before the first report.</param>
    /// <param name="itemCount">At least 1.</param>
    /// <param name="atFirst">What every item is before the first report.</param>
    public static IReadOnlyList<JobStatus> Decode(string? text, int itemCount, JobStatus atFirst = JobStatus.Queued)
    {
        if (text?.Length != itemCount)
        {
            return [.. Enumerable.Repeat(atFirst, itemCount)];
        }

        return [.. text.Select(letter => (JobStatus)Math.Max(0, Letters.IndexOf(letter, StringComparison.Ordinal)))];
    }
}
