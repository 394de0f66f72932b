using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SegFunctions.Secrets;

namespace SegFunctions.Tests.Secrets;

/// <summary>Ciphers for tests.</summary>
internal static class SecretKeys
{
    /// <param name="keys">Names that key bytes are made from.</param>
    public static SecretCipher CipherOf(params string[] keys) => new(Options.Create(OptionsOf(keys)));

    public static SecretOptions OptionsOf(params string[] keys)
    {
        var options = new SecretOptions();
        foreach (var key in keys)
        {
            options.Keys.Add(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        }

        return options;
    }
}
