using System.Security.Cryptography;
using System.Text;

namespace Emulators.ServiceBus.Access;

/// <summary>The only key of a namespace.</summary>
/// <param name="Value">The key in a connection string; its UTF-8 bytes are the signing key.</param>
internal sealed record SharedAccessKey(string Value)
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key's name in connection strings and tokens.</summary>
    public const string Name = "RootManageSharedAccessKey";

    /// <summary>Reads the first line of a file, which is created with a random key if it is missing. Only its owner can read it.</summary>
    /// <exception cref="SharedAccessKeyException">Other users can read the file, or it contains no key.</exception>
    public static SharedAccessKey Read(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new SharedAccessKeyException($"Other users can read {path}, which contains the broker's key. Run `chmod 600 {path}`.");
        }

        var value = File.ReadLines(path).FirstOrDefault()?.Trim();
        return value is { Length: > 0 } ? new SharedAccessKey(value) : throw new SharedAccessKeyException($"{path} holds no key.");
    }

    /// <returns>The signature over a resource and an expiry as they appear in a token, base64.</returns>
    public string Sign(string encodedResource, string expiry)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Value), Encoding.UTF8.GetBytes($"{encodedResource}\n{expiry}"));
        return Convert.ToBase64String(signature);
    }
}

/// <summary>The key file cannot be used; the message says why.</summary>
internal sealed class SharedAccessKeyException(string message) : Exception(message);
