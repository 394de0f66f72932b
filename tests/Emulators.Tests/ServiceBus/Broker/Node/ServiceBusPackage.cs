using System.Security.Cryptography;
using SegFunctions.Models.Installation;

namespace Emulators.Tests.ServiceBus;

/// <summary>npm's <c>@azure/service-bus</c>, pinned by a lock file and kept in the cache: installed once per machine.</summary>
internal static class ServiceBusPackage
{
    private const int KeyLength = 16;
    private const string Modules = "node_modules/.package-lock.json";
    private static readonly string[] Definition = ["package.json", "package-lock.json"];
    private static readonly Lazy<Task<string>> Installed = new(EnsureAsync);

    /// <summary>Folder of the package definition and our scripts.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "ServiceBus", "Broker", "Node");

    /// <returns>The folder with <c>node_modules</c>.</returns>
    public static Task<string> GetFolderAsync() => Installed.Value;

    private static async Task<string> EnsureAsync()
    {
        var cache = Path.GetFullPath(Environment.GetEnvironmentVariable("SEG_CACHE") is { Length: > 0 } set ? set : UserFolders.Cache);
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var folder = Path.Combine(cache, $"service-bus-node-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        await new CachedFolder(folder, Modules).EnsureAsync(FillAsync, static () => { }, TimeProvider.System, CancellationToken.None);
        return folder;
    }

    private static Task FillAsync(string folder)
    {
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file));
        }

        return new Npm().InstallLockedAsync(folder, static () => { }, CancellationToken.None);
    }
}
