using SegFunctions.Accounts;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis;

/// <summary>What one API looks like to every caller, whatever the request: its paths, how callers authenticate, and the shape of its errors.</summary>
public interface IApiSurface
{
    /// <summary>Requests under any of these paths belong to the API; an empty prefix takes what no other API claims.</summary>
    IReadOnlyList<string> PathPrefixes { get; }

    /// <returns>Null if the request carries no valid key.</returns>
    Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken);

    /// <summary>How the API tells receivers of jobs; null where it does so in our own way, or not at all.</summary>
    IWebhookDialect? WebhookDialect => null;

    /// <summary>The header in which callers send their key.</summary>
    string KeyHeader => KeyHeaders.Name;

    /// <summary>Whether they may also send it as a bearer token.</summary>
    bool TakesBearer => true;

    /// <summary>Headers of its answers that no other API has; pages of the allowed origins may read them.</summary>
    IReadOnlyList<string> SpecialHeaders => [];

    /// <summary>The record that is the body of every error.</summary>
    Type ErrorBody { get; }

    /// <summary>The response for an error; defined for every code.</summary>
    IResult ToResult(ApiError error);
}
