using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace SegFunctions.Local.Stack;

/// <summary>
/// The keys with which links are signed: base64, a line each, in a file that only its owner can read. The first line signs, all verify:
/// to change keys, write a new one above the old one, and take the old one away once its links have expired.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class SigningKeyFile
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Draws a key if there is no file yet, so that links outlive a restart.</summary>
    /// <exception cref="UserException">Others can read the file.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new UserException($"Others than you can read {path}, with which links are signed. Run `chmod 600 {path}`.");
        }

        return [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
    }
}
