using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Middleware;

/// <summary>Admits an HTTP request only with a valid key that has the function's scope, unless the function is marked as anonymous. Each API reads keys in its own way.</summary>
public sealed class ApiKeyMiddleware(ApiSurfaces surfaces) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && FunctionAccess.RequiredScope(context.FunctionDefinition.Name) is var scope and not KeyScopes.None)
        {
            var key = await surfaces.For(http.Request.Path).AuthenticateAsync(http.Request, context.CancellationToken)
                ?? throw new ApiException(ApiErrorCode.Unauthorized, "Missing or invalid API key");
            if (!key.Scopes.HasFlag(scope))
            {
                throw new ApiException(ApiErrorCode.Forbidden, $"This needs a key with the scope {scope}.");
            }

            http.Features.Set(new AuthenticatedAccount(key));
        }

        await next(context);
    }
}
