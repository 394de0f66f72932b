using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Middleware;

/// <summary>Refuses a request if its account sends too many. Runs after <see cref="ApiKeyMiddleware"/>.</summary>
public sealed class RateLimitMiddleware(RequestRates rates) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext()?.Features.Get<AuthenticatedAccount>() is { } account && rates.TryTake(account.Key) is { } pause)
        {
            throw new ApiException(
                new ApiError(ApiErrorCode.RateLimitReached, "Too many requests. Slow down.") { RetryAfter = pause });
        }

        return next(context);
    }
}
