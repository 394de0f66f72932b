using System.Security.Cryptography;

namespace SegFunctions.Models.Installation;

/// <summary>Computes SHA-256 of files.</summary>
internal static class FileDigest
{
    /// <summary>The hash in lower-case hex.</summary>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <exception cref="InstallException"><see cref="InstallFailure.WrongDigest"/>: the file does not match the pinned hash.</exception>
    public static async Task VerifyAsync(string path, string sha256, string label, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(path, cancellationToken);
        if (found != sha256)
        {
            throw new InstallException(InstallFailure.WrongDigest, $"{label} has the SHA-256 {found}, but {sha256} is pinned.");
        }
    }
}
