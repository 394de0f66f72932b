namespace SegFunctions.House.Tests;

/// <summary>Some of the repository's sources in a separate folder, for a build that leaves nothing here.</summary>
internal sealed class SourceCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sources-");

    private SourceCopy()
    {
    }

    /// <param name="paths">Files and folders in git's syntax; what every build needs is included.</param>
    public static async Task<SourceCopy> OfAsync(params string[] paths)
    {
        var copy = new SourceCopy();
        var listed = await Command.RunAsync(
            "git",
            ["ls-files", "--cached", "--others", "--exclude-standard", "*.props", "*.targets", "*.json", ".editorconfig", "BannedSymbols.txt", .. paths],
            TestContext.Current.CancellationToken);
        foreach (var path in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Repository.Root, path))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.PathOf(path))!);
            File.Copy(Path.Combine(Repository.Root, path), copy.PathOf(path));
        }

        return copy;
    }

    public string PathOf(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>Copies a folder that git ignores, if it exists; files keep their times.</summary>
    public void Take(string path)
    {
        var source = new DirectoryInfo(Path.Combine(Repository.Root, path));
        foreach (var file in source.Exists ? source.EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            var copied = PathOf(Path.GetRelativePath(Repository.Root, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            file.CopyTo(copied);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
