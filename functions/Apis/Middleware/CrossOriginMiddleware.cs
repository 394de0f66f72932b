using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using SegFunctions.CrossOrigin;

namespace SegFunctions.Apis.Middleware;

/// <summary>
/// Sets the CORS headers, and responds to preflight requests. Runs before authentication,
/// since a preflight request carries no key.
/// </summary>
public sealed class CrossOriginMiddleware(ICorsService cors, IEnumerable<IApiSurface> surfaces, IOptions<CrossOriginOptions> options) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly CorsPolicy _policy = new CorsPolicyBuilder([.. options.Value.Origins])
        .AllowAnyMethod()
        .AllowAnyHeader()
        .WithExposedHeaders(["Allow", "ETag", "Location", "Preference-Applied", "Retry-After", "x-request-id", .. surfaces.SelectMany(surface => surface.SpecialHeaders)])
        .SetPreflightMaxAge(Remembered)
        .Build();

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && (_policy.Origins.Count > 0 || _policy.AllowAnyOrigin) && http.Request.Headers.Origin.Count > 0)
        {
            var result = cors.EvaluatePolicy(http, _policy);
            cors.ApplyResult(result, http.Response);
            if (result.IsPreflightRequest)
            {
                await TypedResults.NoContent().ExecuteAsync(http);
                return;
            }
        }

        await next(context);
    }
}
