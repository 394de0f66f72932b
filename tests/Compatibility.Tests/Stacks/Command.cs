using System.Diagnostics;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A program that a test runs to completion.</summary>
internal static class Command
{
    /// <param name="program">A path, or a name on PATH.</param>
    /// <param name="arguments">Passed unchanged.</param>
    /// <param name="environment">Added to the test's own.</param>
    /// <param name="patience">Time after which the program is killed and the test fails.</param>
    /// <param name="folder">Working folder; the test's own by default.</param>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> environment, TimeSpan patience, string folder = "")
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience, TestContext.Current.CancellationToken);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
