namespace SegFunctions.Models.Installation;

/// <summary>
/// The hidden folder in the cache where everything is made before it is published by a rename, on the same volume. Deleted with whatever
/// an interrupted install left in it; only the holder of the cache's lock may have one.
/// </summary>
internal sealed class InstallWorkplace : IDisposable
{
    private readonly string _root;
    private int _folders;

    /// <param name="cache">Exists.</param>
    public InstallWorkplace(string cache)
    {
        _root = Path.Combine(cache, ".installing");
        Dispose();
        Directory.CreateDirectory(_root);
    }

    /// <summary>An empty folder of the caller's own.</summary>
    public string CreateFolder() => Directory.CreateDirectory(Path.Combine(_root, $"{Interlocked.Increment(ref _folders)}")).FullName;

    /// <summary>Moves a finished folder to its place; what lies there makes room first, since it is not what the catalogue means.</summary>
    public void Publish(string folder, string destination)
    {
        if (Directory.Exists(destination))
        {
            Directory.Move(destination, Path.Combine(CreateFolder(), "replaced"));
        }

        Directory.Move(folder, destination);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
