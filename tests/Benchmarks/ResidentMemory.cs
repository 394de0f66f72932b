using System.Diagnostics;
using System.Globalization;
using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.Benchmarks;

/// <summary>Resident memory of a process and all its descendants, in bytes.</summary>
/// <param name="Parts">By program, largest first.</param>
internal sealed record ResidentMemory(IReadOnlyList<(string Name, long Bytes)> Parts)
{
    public long Sum => Parts.Sum(part => part.Bytes);

    /// <param name="root">Process id.</param>
    public static ResidentMemory Of(int root) =>
        new([.. ProcessTree.Of(root).GroupBy(ProcessTree.NameOf, (name, ids) => (Name: name, Bytes: ids.Sum(BytesOf))).OrderByDescending(part => part.Bytes)]);

    /// <summary>The parts.</summary>
    public override string ToString() =>
        string.Join(", ", Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Bytes / 1e6:F0} MB")));

    private static long BytesOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64;
        }
        catch (ArgumentException)
        {
            // It has already ended.
            return 0;
        }
    }
}
