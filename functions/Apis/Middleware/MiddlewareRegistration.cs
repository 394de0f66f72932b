using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Middleware;

internal static class MiddlewareRegistration
{
    /// <summary>The middleware of every HTTP request, in order: errors get their shape first, preflight requests and wrong methods need no key, rates are counted per key.</summary>
    public static IFunctionsWorkerApplicationBuilder UseApis(this IFunctionsWorkerApplicationBuilder builder) => builder
        .UseMiddleware<ExceptionMiddleware>()
        .UseMiddleware<CrossOriginMiddleware>()
        .UseMiddleware<MethodMiddleware>()
        .UseMiddleware<ApiKeyMiddleware>()
        .UseMiddleware<RateLimitMiddleware>();
}
