using System.Security.Cryptography;
using System.Text;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Cognite;

/// <summary>The caller and their permissions; a feature of every authenticated request.</summary>
/// <param name="Subject">The caller's name at the identity provider; for a key of ours, the key's id.</param>
/// <param name="Account">Null if the token names no valid account.</param>
/// <param name="Projects">The projects that the token grants; null for a key of ours, which grants all of the account's.</param>
/// <param name="CanRead"><c>filesAcl:READ</c>.</param>
/// <param name="CanWrite"><c>filesAcl:WRITE</c>.</param>
internal sealed record CogniteCaller(string Subject, string? Account, IReadOnlyList<string>? Projects, bool CanRead, bool CanWrite)
{
    /// <summary>POST calls that change nothing. All other calls but GET and HEAD need the capability to write.</summary>
    private static readonly string[] ReadingCalls = ["byids", "list", "downloadlink", "search", "aggregate", "segment"];

    public static CogniteCaller Of(ApiKey key) => new(key.Id, key.Account, null, CanRead: true, CanWrite: true);

    /// <exception cref="ApiException">The token is valid, but does not permit this request.</exception>
    public void Check(HttpRequest request)
    {
        if (Account is null)
        {
            throw Forbidden("The token names no account of this service.");
        }

        // After the first slash: api, v1, projects, and the project's name. The only other path, token/inspect, is open to every caller.
        if (request.Path.Value!.TrimEnd('/').Split('/') is not [_, _, _, var kind, var project, .. var call]
            || !kind.Equals("projects", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (Projects is not null && !Projects.Contains(project, StringComparer.Ordinal))
        {
            throw Forbidden("The token is not for this project.");
        }

        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || (HttpMethods.IsPost(request.Method) && call is [.., var last] && ReadingCalls.Contains(last, StringComparer.OrdinalIgnoreCase));
        if (reads ? !CanRead : !CanWrite)
        {
            throw Forbidden($"The token lacks the capability filesAcl:{(reads ? "READ" : "WRITE")}.");
        }
    }

    /// <summary>Represents the token as a key, without limits of its own.</summary>
    public ApiKey ToKey() => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{nameof(CogniteCaller)}\n{Account}\n{Subject}"))),
        Subject,
        Account!,
        KeyScopes.Jobs,
        Created: null,
        Expires: null,
        RequestsPerMinute: null,
        MaxOpenJobs: null);

    private static ApiException Forbidden(string message) => new(ApiErrorCode.Forbidden, message);
}
