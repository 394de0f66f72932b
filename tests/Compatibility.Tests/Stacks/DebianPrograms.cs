using SegFunctions.Models.Installation;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Debian programs that the tests check ours with, installed if missing; needs root and apt.</summary>
internal static class DebianPrograms
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> ChromiumInstalled = new(() => EnsureAsync(["/usr/bin/chromium", "--version"], "chromium", "fonts-dejavu-core"));
    private static readonly Lazy<Task> PythonInstalled = new(() => EnsureAsync(["/usr/bin/python3", "-c", "import requests"], "python3-requests"));
    private static readonly Lazy<Task> FfmpegInstalled = new(() => EnsureAsync(["/usr/bin/ffmpeg", "-version"], "ffmpeg"));

    /// <returns>The browser's path.</returns>
    public static async Task<string> GetChromiumAsync()
    {
        await ChromiumInstalled.Value;
        return "/usr/bin/chromium";
    }

    /// <returns>The path of a Python 3 that has <c>requests</c>.</returns>
    public static async Task<string> GetPythonAsync()
    {
        await PythonInstalled.Value;
        return "/usr/bin/python3";
    }

    /// <returns>ffmpeg's path.</returns>
    public static async Task<string> GetFfmpegAsync()
    {
        await FfmpegInstalled.Value;
        return "/usr/bin/ffmpeg";
    }

    private static async Task EnsureAsync(string[] probe, params string[] packages)
    {
        if (!File.Exists(probe[0]) || (await Command.RunAsync(probe[0], probe[1..], [], Patience)).ExitCode != 0)
        {
            await new DebianPackages(packages).InstallAsync(TimeProvider.System, CancellationToken.None);
        }
    }
}
