using SegFunctions.Accounts;

namespace SegFunctions.Apis;

/// <summary>What one API is to every caller, whatever they ask for: its paths, how they say who they are, and how they are told that they may not.</summary>
public interface IApiSurface
{
    /// <summary>Requests below any of them are the API's; one that is empty takes what no other API does.</summary>
    IReadOnlyList<string> PathPrefixes { get; }

    /// <returns>Null when the request shows no key that is in force.</returns>
    Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken);

    /// <summary>From an error to the answer; total over the codes.</summary>
    IResult ToResult(ApiError error);
}
