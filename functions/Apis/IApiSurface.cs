using SegFunctions.Accounts;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis;

/// <summary>What all calls of one API have in common: its paths, how callers authenticate, and the shape of its errors.</summary>
public interface IApiSurface
{
    /// <summary>Requests under any of these paths belong to the API; an empty prefix matches what no other API claims.</summary>
    IReadOnlyList<string> PathPrefixes { get; }

    /// <returns>Null if the request carries no valid key.</returns>
    Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken);

    /// <summary>The API's own dialect for webhooks; null if it uses ours, or sends none.</summary>
    IWebhookDialect? WebhookDialect => null;

    /// <summary>The header in which callers send their key.</summary>
    string KeyHeader => KeyHeaders.Name;

    /// <summary>Whether callers may also send the key as a bearer token.</summary>
    bool TakesBearer => true;

    /// <summary>Response headers that only this API has; pages of the allowed origins may read them.</summary>
    IReadOnlyList<string> SpecialHeaders => [];

    /// <summary>The record type of every error's body.</summary>
    Type ErrorBody { get; }

    /// <summary>The response for an error; defined for every code.</summary>
    IResult ToResult(ApiError error);
}
