using System.Security.Cryptography;
using SegFunctions.Local;
using SegFunctions.Local.Output;
using SegFunctions.Local.Settings;
using SegFunctions.Local.Setup;

namespace SegFunctions.Benchmarks.Matting;

/// <summary>
/// npm's <c>@imgly/background-removal-node</c>, by our lock file, in the cache. It is under the AGPL: it runs here as a program of its own to be
/// measured, and nothing of it is used or shipped.
/// </summary>
internal static class BackgroundRemovalPackage
{
    private const int KeyLength = 16;
    private static readonly string[] Definition = ["package.json", "package-lock.json"];

    /// <summary>Where our definition of it and its runner lie.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "Matting");

    /// <returns>The folder that holds <c>node_modules</c>.</returns>
    /// <exception cref="UserException">npm is missing or fails.</exception>
    public static Task<string> EnsureAsync(CancellationToken cancellationToken) => Screens.Choose(Console.Error).ShowAsync(async rows =>
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(Folders.Cache, $"background-removal-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        if (!Directory.Exists(folder))
        {
            var row = rows.Add("@imgly/background-removal-node");
            using var held = await CacheFolders.HoldAsync(folder, () => row.Report(0, "waiting for another install"), TimeProvider.System, cancellationToken);
            await InstallAsync(folder, row, cancellationToken);
            row.End("installed");
        }

        return folder;
    });

    private static async Task InstallAsync(string folder, IProgressRow row, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        row.Report(0, "npm ci");
        var temporary = CacheFolders.CreateTemporary(folder);
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(temporary, file));
        }

        await NpmCommand.RunAsync(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], temporary, _ => { }, cancellationToken);
        CacheFolders.Publish(temporary, folder);
    }
}
