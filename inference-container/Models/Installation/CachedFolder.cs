namespace SegFunctions.Models.Installation;

/// <summary>A folder of the cache that appears whole or not at all, such as an npm package with its dependencies.</summary>
/// <param name="path">Absolute; its parent need not exist.</param>
/// <param name="entry">A file in it that exists once the folder is installed.</param>
public sealed class CachedFolder(string path, string entry)
{
    /// <summary>The path of that file.</summary>
    public string Entry { get; } = Path.Combine(path, entry);

    public bool IsInstalled => File.Exists(Entry);

    /// <summary>Installs the folder unless it exists. Processes that install at the same time wait for each other.</summary>
    /// <param name="fill">Called with an empty folder, which becomes this one when the call returns.</param>
    /// <param name="onWait">Called once, if another process is installing.</param>
    /// <param name="time">For the pauses between attempts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="Entry"/>.</returns>
    public async Task<string> EnsureAsync(Func<string, Task> fill, Action onWait, TimeProvider time, CancellationToken cancellationToken)
    {
        if (IsInstalled)
        {
            return Entry;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var held = await CacheLock.AcquireAsync(path + ".lock", onWait, time, cancellationToken);
        if (!IsInstalled)
        {
            using var workplace = new InstallWorkplace(path + ".part");
            var folder = workplace.CreateFolder();
            await fill(folder);
            workplace.Publish(folder, path);
        }

        return Entry;
    }
}
