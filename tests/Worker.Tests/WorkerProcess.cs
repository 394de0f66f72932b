using System.Diagnostics;

namespace SegFunctions.Worker.Tests;

/// <summary>The worker's program.</summary>
internal static class WorkerProcess
{
    /// <param name="environment">Added to that of the tests.</param>
    /// <param name="arguments">The program's.</param>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SegFunctions.Worker.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
