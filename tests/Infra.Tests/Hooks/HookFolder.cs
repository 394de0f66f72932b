using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Hooks;

/// <summary>A folder at the front of the PATH, with programs that only record their arguments.</summary>
internal sealed class HookFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hook-");

    private string Log => Path.Combine(_folder.FullName, "log");

    /// <param name="name">The name of the program to replace.</param>
    /// <param name="writes">A shell word list; each call writes it as a line.</param>
    public async Task StandInAsync(string name, string writes)
    {
        var program = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho {writes} >> '{Log}'\n", TestContext.Current.CancellationToken);
        await Command.RunAsync("chmod", ["+x", program], TestContext.Current.CancellationToken);
    }

    /// <returns>The exit code, the hook's output, and the arguments that the programs got.</returns>
    public async Task<(int ExitCode, string Output, string[] Told)> RunAsync(string hook, Dictionary<string, string> environment)
    {
        var run = await Command.RunAsync(
            Path.Combine(Repository.Root, "infra/hooks", hook),
            [],
            TestContext.Current.CancellationToken,
            environment: new Dictionary<string, string>(environment) { ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}" });
        return (run.ExitCode, run.Output, File.Exists(Log) ? await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken) : []);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
