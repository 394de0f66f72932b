using System.Security.Cryptography;
using System.Text.Json;
using SegFunctions.Local.Output;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>Installs Azurite from npm, pinned by our lock file, into the cache as <c>azurite-{hash of the lock file}</c>.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class AzuriteInstaller(string cache, TimeProvider time)
{
    private const string Entry = "node_modules/azurite/dist/src/azurite.js";
    private const int KeyLength = 16;
    private static readonly string[] Definition = ["package.json", "package-lock.json"];

    /// <returns>The script to start with <c>node</c>.</returns>
    /// <exception cref="UserException">npm is missing or fails, or the cache cannot be written.</exception>
    public Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken) =>
        SetupFault.TranslateAsync(cache, () => InstallAsync(rows, cancellationToken));

    private async Task<string> InstallAsync(IProgressRows rows, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "azurite");
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var folder = new CachedFolder(Path.Combine(cache, $"azurite-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}"), Entry);
        return await SetupRow.EnsureAsync(folder, "Azurite", rows, (empty, row) => FetchAsync(source, empty, CountPackages(lockFile), row, cancellationToken), time, cancellationToken);
    }

    /// <summary>Scripts of packages are not run: Azurite needs none of them.</summary>
    private static async Task FetchAsync(string source, string folder, int packages, IProgressRow row, CancellationToken cancellationToken)
    {
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file));
        }

        var requests = 0;
        row.Report(0, "npm ci");
        await new Npm().InstallLockedAsync(folder, () => row.Report(Math.Min(1, ++requests / (2.0 * packages)), "npm ci"), cancellationToken);
    }

    private static int CountPackages(byte[] lockFile)
    {
        using var document = JsonDocument.Parse(lockFile);
        return document.RootElement.GetProperty("packages").EnumerateObject().Count();
    }
}
