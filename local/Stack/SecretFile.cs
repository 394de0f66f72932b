using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace SegFunctions.Local.Stack;

/// <summary>
/// A file of keys, as base64, one per line, which only its owner can read.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class SecretFile
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the keys. If there is no file yet, a key is drawn and stored, so that it survives restarts.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="purpose">What the keys are for; part of error messages.</param>
    /// <exception cref="UserException">Other users can read the file, or it is empty.</exception>
    public static IReadOnlyList<string> Read(string path, string purpose)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new UserException($"Other users can read {path}, {purpose}. Run `chmod 600 {path}`.");
        }

        string[] keys = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return keys.Length > 0 ? keys : throw new UserException($"{path}, {purpose}, is empty. Delete it, and a new key will be drawn.");
    }
}
