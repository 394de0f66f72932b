namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>Debian's Chromium, installed where it is missing and root and apt are there.</summary>
internal static class Chromium
{
    private const string Path = "/usr/bin/chromium";
    private static readonly Lazy<Task> Installed = new(EnsureAsync);

    /// <returns>The program's path.</returns>
    public static async Task<string> GetPathAsync()
    {
        await Installed.Value;
        return Path;
    }

    private static async Task EnsureAsync()
    {
        if (File.Exists(Path))
        {
            return;
        }

        await AptAsync("update");
        await AptAsync("install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core");
    }

    private static async Task AptAsync(params string[] arguments)
    {
        var result = await Command.RunAsync("apt-get", ["-qq", .. arguments], new() { ["DEBIAN_FRONTEND"] = "noninteractive" }, TimeSpan.FromMinutes(5));
        Assert.True(result.ExitCode == 0, $"Install the package chromium, or run as root. apt-get: {result.Errors}");
    }
}
