using System.Diagnostics;

namespace SegFunctions.House.Tests;

/// <summary>Runs a program in the repository and waits until it ends.</summary>
internal static class Command
{
    /// <param name="folder">Working folder relative to the root.</param>
    /// <param name="environment">Variables added to this process's own.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        string folder = "",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository.Root, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build node that outlives its command would keep the pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // A build and its compilers end after seconds: the runtime's profiling, and its many small collections, would cost a third of their time.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x4000000";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
