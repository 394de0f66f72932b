using System.Globalization;

namespace SegFunctions.Worker.Video;

/// <summary>A folder of this process for clips and films that are being worked on. What a killed process left is deleted by the next one.</summary>
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

    /// <summary>A path that nothing has yet.</summary>
    public string NewPath()
    {
        Directory.CreateDirectory(_path);
        return Path.Combine(_path, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A new folder, deleted with all that is in it when it is disposed.</summary>
    public TemporaryFolder NewFolder() => new(Directory.CreateDirectory(NewPath()).FullName);

    /// <summary>A new file, deleted when it is closed.</summary>
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
            // Another user's, or gone already.
        }
    }
}

/// <summary>A folder that is deleted when this is disposed.</summary>
internal sealed class TemporaryFolder(string path) : IDisposable
{
    public string Path => path;

    public void Dispose() => WorkFolder.Delete(path);
}
