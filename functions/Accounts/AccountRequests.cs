using Microsoft.AspNetCore.Http.Features;

namespace SegFunctions.Accounts;

internal static class AccountRequests
{
    /// <exception cref="InvalidOperationException">The function is open to everyone.</exception>
    public static string Account(this HttpRequest request) => request.Key().Account;

    /// <inheritdoc cref="Account"/>
    public static ApiKey Key(this HttpRequest request) => request.HttpContext.Features.GetRequiredFeature<AuthenticatedAccount>().Key;
}

/// <summary>The key of the request; a feature of every request that a key has authenticated.</summary>
public sealed record AuthenticatedAccount(ApiKey Key)
{
    public string Name => Key.Account;
}
