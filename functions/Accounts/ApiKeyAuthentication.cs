using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Apis;

namespace SegFunctions.Accounts;

/// <summary>Lets an HTTP request in only with a known key, in <c>x-api-key</c> or as a bearer token, unless its function is marked as open.</summary>
public sealed class ApiKeyAuthentication(ApiKeys keys) : IFunctionsWorkerMiddleware
{
    private const string KeyHeader = "x-api-key";
    private const string BearerPrefix = "Bearer ";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && !AnonymousFunctions.Contains(context.FunctionDefinition.Name))
        {
            var account = ReadKey(http.Request.Headers) is { } key ? keys.FindAccount(key) : null;
            http.Features.Set(new AuthenticatedAccount(
                account ?? throw new RefusalException(RefusalCode.Unauthorized, "Missing or invalid API key")));
        }

        return next(context);
    }

    private static string? ReadKey(IHeaderDictionary headers)
    {
        if (headers.TryGetValue(KeyHeader, out var keys))
        {
            return keys.ToString();
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? authorization[BearerPrefix.Length..].Trim() : null;
    }
}
