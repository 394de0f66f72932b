using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Middleware;

/// <summary>Lets an HTTP request in only with a known key of the function's scope, in <c>x-api-key</c> or as a bearer token, unless its function is marked as open.</summary>
public sealed class ApiKeyMiddleware(ApiKeys keys) : IFunctionsWorkerMiddleware
{
    private const string KeyHeader = "x-api-key";
    private const string BearerPrefix = "Bearer ";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && FunctionAccess.RequiredScope(context.FunctionDefinition.Name) is var scope and not KeyScopes.None)
        {
            var secret = ReadSecret(http.Request.Headers);
            var key = string.IsNullOrEmpty(secret) ? null : await keys.FindAsync(secret, context.CancellationToken);
            if (key is null)
            {
                throw new RefusalException(RefusalCode.Unauthorized, "Missing or invalid API key");
            }

            if (!key.Scopes.HasFlag(scope))
            {
                throw new RefusalException(RefusalCode.Forbidden, $"This needs a key with the scope {scope}.");
            }

            http.Features.Set(new AuthenticatedAccount(key));
        }

        await next(context);
    }

    private static string? ReadSecret(IHeaderDictionary headers)
    {
        // An empty header says nothing: some clients send it beside the bearer token that they mean.
        if (headers[KeyHeader].ToString() is { Length: > 0 } key)
        {
            return key;
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? authorization[BearerPrefix.Length..].Trim() : null;
    }
}
