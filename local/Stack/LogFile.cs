namespace SegFunctions.Local.Stack;

/// <summary>The log file of one process of the stack. A file that has grown large is renamed at the next start; one older file is kept.</summary>
/// <param name="path">Absolute.</param>
internal sealed class LogFile(string path)
{
    private const long LargeBytes = 8 << 20;
    private const int TailBytes = 8192;

    public string Path => path;

    public void Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (new FileInfo(path) is { Exists: true, Length: > LargeBytes })
        {
            File.Move(path, path + ".old", overwrite: true);
        }
    }

    /// <summary>Reads the last lines, to show what happened; empty if nothing was written.</summary>
    public string ReadEnd(int lines)
    {
        if (!File.Exists(path))
        {
            return string.Empty;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }
}
