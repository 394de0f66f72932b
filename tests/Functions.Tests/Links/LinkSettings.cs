using System.Security.Cryptography;
using System.Text;
using SegFunctions.Links;

namespace SegFunctions.Tests.Links;

/// <summary>Settings for links.</summary>
internal static class LinkSettings
{
    /// <param name="keys">Names that key bytes are made from.</param>
    public static LinkOptions Options(params string[] keys)
    {
        var options = new LinkOptions { PublicBaseUrl = new Uri("https://seg.example/api/") };
        foreach (var key in keys)
        {
            options.SigningKeys.Add(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        }

        return options;
    }
}
