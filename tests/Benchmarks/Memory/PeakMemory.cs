using System.Globalization;

namespace SegFunctions.Benchmarks.Memory;

/// <summary>The peak resident memory of a process.</summary>
internal static class PeakMemory
{
    private const string Field = "VmHWM:";

    /// <param name="process">Its id.</param>
    /// <returns>Bytes.</returns>
    public static long Of(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
