using System.Security.Cryptography;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Setup;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>npm's packages that judge the page, by our lock file, in the cache: installed once a machine.</summary>
internal static class PlaygroundPackages
{
    private const int KeyLength = 16;
    private static readonly string[] Definition = ["package.json", "package-lock.json"];
    private static readonly Lazy<Task<string>> Installed = new(EnsureAsync);

    /// <summary>Where our definition of them and our scripts lie.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "Playground");

    /// <returns>The folder that holds <c>node_modules</c>.</returns>
    public static Task<string> GetFolderAsync() => Installed.Value;

    private static async Task<string> EnsureAsync()
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var folder = Path.Combine(TestSetup.Cache, $"playground-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        using var held = await CacheFolders.HoldAsync(folder, static () => { }, TimeProvider.System, CancellationToken.None);
        if (!Directory.Exists(folder))
        {
            var temporary = CacheFolders.CreateTemporary(folder);
            foreach (var file in Definition)
            {
                File.Copy(Path.Combine(Source, file), Path.Combine(temporary, file));
            }

            await NpmCommand.RunAsync(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], temporary, static _ => { }, CancellationToken.None);
            CacheFolders.Publish(temporary, folder);
        }

        return folder;
    }
}
