namespace SegFunctions.Models.Installation;

/// <summary>
/// The folder in which everything is prepared before a rename on the same volume publishes it. Leftovers of an interrupted installation are
/// deleted, so only the holder of the cache's lock may have one.
/// </summary>
internal sealed class InstallWorkplace : IDisposable
{
    private readonly string _root;
    private int _folders;

    /// <param name="root">Need not exist; deleted when this is disposed.</param>
    public InstallWorkplace(string root)
    {
        _root = root;
        Dispose();
        Directory.CreateDirectory(_root);
    }

    /// <summary>A new, empty folder for the caller.</summary>
    public string CreateFolder() => Directory.CreateDirectory(Path.Combine(_root, $"{Interlocked.Increment(ref _folders)}")).FullName;

    /// <summary>Moves a finished folder to its destination. An existing one is moved away first, because it is incomplete or outdated.</summary>
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
