namespace SegFunctions.Models.Installation;

/// <summary>One installer per cache at a time, across processes. The system releases the lock when its holder dies.</summary>
internal static class CacheLock
{
    // EAGAIN, as the system says it; on Windows a sharing violation.
    private static readonly int HeldElsewhere = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="folder">The cache, which must exist.</param>
    /// <param name="onWait">Called once, if the lock is held elsewhere.</param>
    /// <param name="timeProvider">For the pauses between attempts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock, held until it is disposed.</returns>
    public static async Task<IDisposable> AcquireAsync(string folder, Action onWait, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, ".lock");
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

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    private static FileStream? FindFree(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == HeldElsewhere)
        {
            // A full disk is a plain IOException too, and waiting would not end it.
            return null;
        }
    }
}
