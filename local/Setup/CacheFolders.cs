namespace SegFunctions.Local.Setup;

/// <summary>Folders of the cache that appear whole: one installer at a time, work in a temporary folder beside, a rename at the end.</summary>
internal static class CacheFolders
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Does <paramref name="work"/> in a cache, whose faults the user can mend.</summary>
    /// <exception cref="UserException">The cache cannot be written.</exception>
    public static async Task<T> UseAsync<T>(string cache, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"The cache {cache} cannot be used: {FileFault.Describe(exception)} Choose another folder with --cache.", exception);
        }
    }

    /// <param name="folder">Absolute; need not exist.</param>
    /// <param name="onWait">Called once, when another process holds it.</param>
    /// <param name="time">For the pauses between tries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Held until disposed, or until this process dies.</returns>
    public static async Task<IDisposable> HoldAsync(string folder, Action onWait, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (FileFault.IsHeldElsewhere(exception))
            {
                if (tries == 0)
                {
                    onWait();
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>An empty folder beside <paramref name="folder"/>, which must be held. What an interrupted install left is removed.</summary>
    public static string CreateTemporary(string folder)
    {
        var temporary = folder + ".part";
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }

        return Directory.CreateDirectory(temporary).FullName;
    }

    /// <summary>Puts a finished temporary folder in its place, over what was not whole there.</summary>
    public static void Publish(string temporary, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Move(temporary, folder);
    }
}
