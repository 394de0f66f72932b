using Microsoft.Azure.Functions.Worker;

namespace SegFunctions.Apis.Middleware;

internal static class MiddlewareRegistration
{
    /// <summary>What every HTTP request goes through, in this order: each error gets its shape, a browser's question and a wrong method need no key, a rate is a key's.</summary>
    public static IFunctionsWorkerApplicationBuilder UseApis(this IFunctionsWorkerApplicationBuilder builder) => builder
        .UseMiddleware<ExceptionMiddleware>()
        .UseMiddleware<CrossOriginMiddleware>()
        .UseMiddleware<MethodMiddleware>()
        .UseMiddleware<ApiKeyMiddleware>()
        .UseMiddleware<RateLimitMiddleware>();
}
