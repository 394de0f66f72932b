using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Emulators.FunctionsHost.Http;

/// <summary>The only key, which opens every function whose level is not anonymous. Without a key they stay closed.</summary>
/// <param name="key">Setting <c>FUNCTIONS_HOST_KEY</c>.</param>
internal sealed class HostKey(string? key)
{
    private const string Header = "x-functions-key";
    private const string Query = "code";

    /// <summary>Looks in the header <c>x-functions-key</c>, then in the query's <c>code</c>; takes the same time for every wrong key.</summary>
    public bool Opens(HttpRequest request)
    {
        var given = request.Headers[Header].FirstOrDefault() ?? request.Query[Query].FirstOrDefault();
        return !string.IsNullOrEmpty(key) && given is not null && CryptographicOperations.FixedTimeEquals(Digest(given), Digest(key));
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
