using SegFunctions.Local.Output;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>Installs a folder of the cache with a row of progress, which is shown only if there is something to do.</summary>
internal static class SetupRow
{
    /// <summary>The state of a row while another process installs into the same folder.</summary>
    public const string Waiting = "waiting for another install";

    /// <param name="folder">Installed unless it exists.</param>
    /// <param name="name">Name of the row.</param>
    /// <param name="rows">Where the row is added.</param>
    /// <param name="fill">Installs into an empty folder, and reports to the row.</param>
    /// <param name="time">For pauses.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <returns>The folder's entry.</returns>
    public static async Task<string> EnsureAsync(
        CachedFolder folder, string name, IProgressRows rows, Func<string, IProgressRow, Task> fill, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.IsInstalled)
        {
            return folder.Entry;
        }

        var row = rows.Add(name);
        var entry = await folder.EnsureAsync(empty => fill(empty, row), () => row.Report(0, Waiting), time, cancellationToken);
        row.End("installed");
        return entry;
    }
}
