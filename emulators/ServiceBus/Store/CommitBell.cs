using Microsoft.Win32.SafeHandles;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>
/// Tells other processes on the same directory that a queue has changed, and hears it from them: a byte is written, after the commit, to a file
/// that all of them watch. A folder of its own keeps the watchers from hearing every write to the database.
/// </summary>
internal sealed class CommitBell : IDisposable
{
    private const string FolderName = "doorbell";
    private const string FileName = "commits";

    private readonly SafeFileHandle _file;
    private readonly FileSystemWatcher? _watcher;
    private byte _strokes;

    /// <param name="directory">The queues'.</param>
    /// <param name="heard">Called on any thread, for rings of this process too.</param>
    public CommitBell(string directory, Action heard)
    {
        string folder = Directory.CreateDirectory(Path.Combine(directory, FolderName)).FullName;
        _file = File.OpenHandle(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _watcher = Watch(folder, heard);
    }

    /// <summary>False where the system has no watch left to give, or tells of changes too late: others' commits must be looked for then.</summary>
    public bool CanHear => _watcher is not null;

    public void Ring()
    {
        try
        {
            RandomAccess.Write(_file, [_strokes++], fileOffset: 0);
        }
        // Unheard: the others look for themselves before long. The commit that was to be told of stands.
        catch (IOException)
        {
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _file.Dispose();
    }

    private static FileSystemWatcher? Watch(string folder, Action heard)
    {
        if (OperatingSystem.IsMacOS())
        {
            return null;
        }

        var watcher = new FileSystemWatcher(folder, FileName) { NotifyFilter = NotifyFilters.LastWrite };
        watcher.Changed += (_, _) => heard();
        watcher.Error += (_, _) => heard();
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        // The user's limit of inotify instances is reached.
        catch (IOException)
        {
            watcher.Dispose();
            return null;
        }
    }
}
