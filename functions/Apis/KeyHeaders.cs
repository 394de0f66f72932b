using SegFunctions.Accounts;

namespace SegFunctions.Apis;

/// <summary>Reads one of our keys from <c>x-api-key</c> or a bearer token.</summary>
public sealed class KeyHeaders(ApiKeys keys)
{
    public const string Name = "x-api-key";

    private const string BearerPrefix = "Bearer ";

    /// <returns>Null if there is no key, or it is not valid.</returns>
    public async Task<ApiKey?> FindAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadSecret(request.Headers) is { Length: > 0 } secret ? await keys.FindAsync(secret, cancellationToken) : null;

    /// <returns>The bearer token; null if there is none.</returns>
    public static string? FindBearer(HttpRequest request) => FindBearer(request.Headers);

    private static string? ReadSecret(IHeaderDictionary headers)
    {
        // An empty header does not count: some clients send one along with a bearer token.
        if (headers[Name].ToString() is { Length: > 0 } key)
        {
            return key;
        }

        return FindBearer(headers);
    }

    private static string? FindBearer(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? authorization[BearerPrefix.Length..].Trim() : null;
    }
}
