using System.Formats.Tar;
using System.IO.Compression;

namespace SegFunctions.Models.Installation;

/// <summary>Extracts individual files from an npm tarball, whose entries are all below <c>package/</c>.</summary>
internal static class PackageArchive
{
    private const string Root = "package/";

    /// <summary>4 GiB: no network that a container should hold is larger.</summary>
    private const long MaxEntryBytes = 4L << 30;

    /// <param name="tarball">Already verified.</param>
    /// <param name="paths">Paths below the package's root; each becomes <c>{folder}/{its file name}</c>.</param>
    /// <param name="folder">Must exist.</param>
    /// <param name="cancellationToken">Leaves the files extracted so far.</param>
    /// <exception cref="InstallException"><see cref="InstallFailure.Package"/>: a file is missing, not a regular file, or too large.</exception>
    public static async Task ExtractAsync(string tarball, IEnumerable<string> paths, string folder, CancellationToken cancellationToken)
    {
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        await using var file = File.OpenRead(tarball);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var reader = new TarReader(unzipped);
        try
        {
            while (wanted.Count > 0 && await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                if (entry.Name.StartsWith(Root, StringComparison.Ordinal) && wanted.Remove(entry.Name[Root.Length..]))
                {
                    await ExtractAsync(entry, folder, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new InstallException(InstallFailure.Package, $"{Path.GetFileName(tarball)} is not a readable tarball.", exception);
        }

        if (wanted.Count > 0)
        {
            throw new InstallException(InstallFailure.Package, $"{Path.GetFileName(tarball)} lacks {string.Join(", ", wanted)}.");
        }
    }

    private static async Task ExtractAsync(TarEntry entry, string folder, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.Length > MaxEntryBytes)
        {
            throw new InstallException(InstallFailure.Package, $"{entry.Name} is not a regular file of at most {MaxEntryBytes} bytes.");
        }

        await entry.ExtractToFileAsync(Path.Combine(folder, Path.GetFileName(entry.Name)), overwrite: false, cancellationToken);
    }
}
