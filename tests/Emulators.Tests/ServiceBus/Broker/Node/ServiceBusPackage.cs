using System.Security.Cryptography;
using SegFunctions.Local.Settings;
using SegFunctions.Local.Setup;

namespace Emulators.Tests.ServiceBus;

/// <summary>npm's <c>@azure/service-bus</c>, by our lock file, in the cache: installed once a machine.</summary>
internal static class ServiceBusPackage
{
    private const int KeyLength = 16;
    private static readonly string[] Definition = ["package.json", "package-lock.json"];
    private static readonly Lazy<Task<string>> Installed = new(EnsureAsync);

    /// <summary>Where our definition of it and our scripts lie.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "ServiceBus", "Broker", "Node");

    /// <returns>The folder that holds <c>node_modules</c>.</returns>
    public static Task<string> GetFolderAsync() => Installed.Value;

    private static async Task<string> EnsureAsync()
    {
        var cache = Path.GetFullPath(Environment.GetEnvironmentVariable("SEG_CACHE") is { Length: > 0 } set ? set : Folders.Cache);
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var folder = Path.Combine(cache, $"service-bus-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
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
