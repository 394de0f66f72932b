namespace SegFunctions.Models.Installation;

/// <summary>
/// The hidden folder in the cache where everything is prepared before it is published by a rename, on the same volume. Whatever an
/// interrupted installation left in it is deleted; only the holder of the cache's lock may have one.
/// </summary>
internal sealed class InstallWorkplace : IDisposable
{
    private readonly string _root;
    private int _folders;

    /// <param name="cache">Must exist.</param>
    public InstallWorkplace(string cache)
    {
        _root = Path.Combine(cache, ".installing");
        Dispose();
        Directory.CreateDirectory(_root);
    }

    /// <summary>A new, empty folder for the caller.</summary>
    public string CreateFolder() => Directory.CreateDirectory(Path.Combine(_root, $"{Interlocked.Increment(ref _folders)}")).FullName;

    /// <summary>Moves a finished folder to its destination; what is there is moved away first, since it does not match the catalogue.</summary>
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
