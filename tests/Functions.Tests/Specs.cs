using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests;

/// <summary>Valid specs, except for what a test changes.</summary>
internal static class Specs
{
    public static readonly DateTimeOffset Now = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);

    public static readonly JobId JobId = JobId.At(Now, 7);

    public static JobSpec Create(int items) => new(
        "acct",
        [.. Enumerable.Range(0, items).Select(i => new JobItem($"task{i}", new BlobReference("inputs", $"acct/task{i}")))],
        [new TextPrompt("boat")],
        new InferenceOptions(),
        Now);
}
