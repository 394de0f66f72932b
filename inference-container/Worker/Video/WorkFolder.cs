using System.Globalization;

namespace SegFunctions.Worker.Video;

/// <summary>This process's folder for clips and rendered videos in progress. What a killed process left behind is deleted by the next one.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "segfunctions-video-";

    private readonly string _path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"{Prefix}{Environment.ProcessId}"));
    private int _count;

    public WorkFolder()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && (process == Environment.ProcessId || !Directory.Exists(FormattableString.Invariant($"/proc/{process}"))))
            {
                Delete(folder);
            }
        }
    }

    /// <summary>Returns an unused path.</summary>
    public string NewPath()
    {
        Directory.CreateDirectory(_path);
        return Path.Combine(_path, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Creates a folder, which is deleted with its content when it is disposed.</summary>
    public TemporaryFolder NewFolder() => new(Directory.CreateDirectory(NewPath()).FullName);

    /// <summary>Creates a file, which is deleted when it is closed.</summary>
    public FileStream NewFile() => new(NewPath(), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
    });

    public void Dispose() => Delete(_path);

    internal static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It belongs to another user, or no longer exists.
        }
    }
}

/// <summary>A folder that is deleted when this object is disposed.</summary>
internal sealed class TemporaryFolder(string path) : IDisposable
{
    public string Path => path;

    public void Dispose() => WorkFolder.Delete(path);
}
