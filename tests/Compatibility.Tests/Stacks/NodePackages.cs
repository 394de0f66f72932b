using System.Security.Cryptography;
using SegFunctions.Models.Installation;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>npm packages that the tests check ours with, pinned by a lock file and kept in the cache: installed once per machine.</summary>
internal sealed class NodePackages
{
    private const int KeyLength = 16;
    private const string Modules = "node_modules/.package-lock.json";
    private static readonly string[] Definition = ["package.json", "package-lock.json"];
    private readonly Lazy<Task<string>> _installed;
    private readonly string _name;

    /// <param name="name">Name of the folder in the cache, before the lock file's hash.</param>
    /// <param name="source">Folder of the package definition, below the tests' own folder.</param>
    public NodePackages(string name, params string[] source)
    {
        _name = name;
        Source = Path.Combine([AppContext.BaseDirectory, .. source]);
        _installed = new(EnsureAsync);
    }

    /// <summary>Folder of the package definition and our scripts.</summary>
    public string Source { get; }

    /// <returns>The folder with <c>node_modules</c>.</returns>
    public Task<string> GetFolderAsync() => _installed.Value;

    private async Task<string> EnsureAsync()
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var folder = Path.Combine(TestSetup.Cache, $"{_name}-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..KeyLength]}");
        await new CachedFolder(folder, Modules).EnsureAsync(FillAsync, static () => { }, TimeProvider.System, CancellationToken.None);
        return folder;
    }

    private Task FillAsync(string folder)
    {
        foreach (var file in Definition)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file));
        }

        return new Npm().InstallLockedAsync(folder, static () => { }, CancellationToken.None);
    }
}
