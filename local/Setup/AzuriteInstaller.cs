using System.Security.Cryptography;
using System.Text.Json;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Setup;

/// <summary>
/// Azurite from npm, by our lock file, in the cache: <c>azurite-{hash of the lock file}</c>, there whole or not at all. Processes that
/// install at the same time wait for one another.
/// </summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class AzuriteInstaller(string cache, TimeProvider time)
{
    private const string Entry = "node_modules/azurite/dist/src/azurite.js";
    private const int KeyLength = 16;
    private static readonly string[] Definition = ["package.json", "package-lock.json"];

    /// <returns>The script to start with <c>node</c>.</returns>
    /// <exception cref="UserException">npm is missing or fails.</exception>
    public Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken) =>
        CacheFolders.UseAsync(cache, () => InstallAsync(rows, cancellationToken));

    private async Task<string> InstallAsync(IProgressRows rows, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "azurite");
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(cache, $"azurite-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        var entry = Path.Combine(folder, Entry);
        if (File.Exists(entry))
        {
            return entry;
        }

        var row = rows.Add("Azurite");
        using var held = await CacheFolders.HoldAsync(folder, () => row.Report(0, "waiting for another install"), time, cancellationToken);
        if (!File.Exists(entry))
        {
            var temporary = CacheFolders.CreateTemporary(folder);
            foreach (var file in Definition)
            {
                File.Copy(Path.Combine(source, file), Path.Combine(temporary, file));
            }

            await FetchAsync(temporary, CountPackages(lockFile), row, cancellationToken);
            CacheFolders.Publish(temporary, folder);
        }

        row.End("installed");
        return entry;
    }

    /// <summary>Scripts of packages are not run: Azurite needs none of them.</summary>
    private static async Task FetchAsync(string folder, int packages, IProgressRow row, CancellationToken cancellationToken)
    {
        // npm shows no progress to programs, but a line a request: two a package, its description and its tarball.
        var requests = 0;
        row.Report(0, "npm ci");
        await NpmCommand.RunAsync(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=http"],
            folder,
            line =>
            {
                if (line.StartsWith("npm http fetch", StringComparison.Ordinal))
                {
                    row.Report(Math.Min(1, ++requests / (2.0 * packages)), "npm ci");
                }
            },
            cancellationToken);
    }

    private static int CountPackages(byte[] lockFile)
    {
        using var document = JsonDocument.Parse(lockFile);
        return document.RootElement.GetProperty("packages").EnumerateObject().Count();
    }
}
