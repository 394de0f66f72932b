using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Apis.Own;

namespace SegFunctions.Apis.Middleware;

/// <summary>
/// Tells a caller which methods a path supports, since the host does not: a request that matches no function reaches
/// <see cref="UnmatchedEndpoints"/>. Runs before <see cref="ApiKeyMiddleware"/>, since signed links carry no key.
/// </summary>
public sealed class MethodMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Name == UnmatchedEndpoints.Name
            && context.GetHttpContext() is { Request: var request }
            && FunctionRoutes.MethodsOf(request.Path) is { Count: > 0 } methods)
        {
            throw new ApiException(new ApiError(ApiErrorCode.MethodNotAllowed, $"{request.Path} supports {string.Join(" and ", methods)}, not {request.Method}.")
            {
                Headers = new Dictionary<string, string> { ["Allow"] = string.Join(", ", methods) },
            });
        }

        return next(context);
    }
}
