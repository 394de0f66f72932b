using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Middleware;

internal static class MiddlewareRegistration
{
    /// <summary>Adds the middleware of every HTTP request. The order matters: exceptions of all others must be turned into errors, preflight requests and wrong methods need no key, and rates are counted per key.</summary>
    public static IFunctionsWorkerApplicationBuilder UseApis(this IFunctionsWorkerApplicationBuilder builder) => builder
        .UseMiddleware<ExceptionMiddleware>()
        .UseMiddleware<CrossOriginMiddleware>()
        .UseMiddleware<MethodMiddleware>()
        .UseMiddleware<ApiKeyMiddleware>()
        .UseMiddleware<RateLimitMiddleware>();
}
