using System.Globalization;
using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Media;
using SegFunctions.Submission;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Middleware;

/// <summary>Gives every HTTP response its <c>x-request-id</c>, and turns exceptions into errors in the shape of the API that was called.</summary>
public sealed class ExceptionMiddleware(ApiSurfaces surfaces, ILogger<ExceptionMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan UnderWayPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        http.Response.Headers["x-request-id"] = context.InvocationId;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // Whatever was thrown, the client gets an error response, and the log gets the details.
            await AnswerAsync(http, Classify(exception), exception, context.FunctionDefinition.Name);
        }
    }

    private async Task AnswerAsync(HttpContext http, ApiError error, Exception exception, string function)
    {
        if (error.Code is ApiErrorCode.Failed or ApiErrorCode.Busy)
        {
            logger.RequestFailed(exception, function);
        }
        else
        {
            logger.RequestRefused(function, error.Code);
        }

        http.Response.ContentLength = null;
        if (error.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in error.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await surfaces.For(http.Request.Path).ToResult(error).ExecuteAsync(http);
    }

    internal static ApiError Classify(Exception exception) => exception switch
    {
        ApiException refused => refused.Error,
        JobRefusedException refused => ReservationErrors.ToApiError(refused.Reservation),
        IdempotencyException { Fault: IdempotencyFault.UnderWay } =>
            new(ApiErrorCode.IdempotencyKeyUnderWay, "A request with this Idempotency-Key is in progress.") { RetryAfter = UnderWayPause },
        IdempotencyException =>
            new(ApiErrorCode.IdempotencyKeyReused, "This Idempotency-Key was used for a request with another body. Use a new key for each job."),
        UploadTooLargeException tooLarge => new(ApiErrorCode.BodyTooLarge, tooLarge.Message),
        UploadUsedException used => new(ApiErrorCode.UploadUsed, used.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ApiErrorCode.BodyTooLarge, "The body is too large."),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new(ApiErrorCode.BodyTooSlow, "The body arrived too slowly and was cut off. Send it again."),
        BadHttpRequestException => new(ApiErrorCode.RequestInvalid, "The body could not be read to its end."),
        // Storage still refuses after its client's own retries.
        RequestFailedException { Status: StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable } =>
            new(ApiErrorCode.Busy, "The service is busy. Try again in a few seconds.") { RetryAfter = BusyPause },
        _ => new(ApiErrorCode.Failed, "The service failed. Try again, and report the x-request-id if the error persists."),
    };
}
