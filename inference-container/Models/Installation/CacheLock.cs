namespace SegFunctions.Models.Installation;

/// <summary>A file that only one process holds at a time. The system releases it when its holder dies.</summary>
public static class CacheLock
{
    // EAGAIN, in the system's numbering; on Windows, a sharing violation.
    private static readonly int HeldElsewhere = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="path">The lock's file, whose folder must exist.</param>
    /// <param name="onWait">Called once, if another process holds the lock.</param>
    /// <param name="time">For the pauses between attempts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Holds the lock until it is disposed.</returns>
    public static async Task<IDisposable> AcquireAsync(string path, Action onWait, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            if (FindFree(path) is { } held)
            {
                return held;
            }

            if (tries == 0)
            {
                onWait();
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <param name="path">The lock's file, whose folder must exist.</param>
    /// <returns>Holds the lock until it is disposed; null if another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be opened for another reason.</exception>
    public static IDisposable? FindFree(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == HeldElsewhere)
        {
            // Only this error means that it is held: a full disk is a plain IOException too, and waiting would not end it.
            return null;
        }
    }
}
