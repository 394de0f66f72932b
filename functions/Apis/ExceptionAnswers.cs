using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SegFunctions.Media;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis;

/// <summary>Gives every HTTP answer its <c>x-request-id</c>, and turns what is thrown into an answer in the shape of the API that was asked.</summary>
public sealed class ExceptionAnswers(ILogger<ExceptionAnswers> logger) : IFunctionsWorkerMiddleware
{
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
            // Whatever it was, the client gets an answer and the log gets the rest.
            await AnswerAsync(http, Classify(exception), exception, context.FunctionDefinition.Name);
        }
    }

    private async Task AnswerAsync(HttpContext http, (RefusalCode Code, string Message) refusal, Exception exception, string function)
    {
        if (refusal.Code == RefusalCode.Failed)
        {
            logger.RequestFailed(exception, function);
        }
        else
        {
            logger.RequestRefused(function, refusal.Code);
        }

        http.Response.ContentLength = null;
        await ErrorShapes.For(http.Request.Path).ToResult(refusal.Code, refusal.Message).ExecuteAsync(http);
    }

    private static (RefusalCode Code, string Message) Classify(Exception exception) => exception switch
    {
        RefusalException refusal => (refusal.Code, refusal.Message),
        UploadTooLargeException tooLarge => (RefusalCode.BodyTooLarge, tooLarge.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (RefusalCode.BodyTooLarge, "The body is too large."),
        BadHttpRequestException => (RefusalCode.RequestInvalid, "The body could not be read to its end."),
        _ => (RefusalCode.Failed, "The service failed. Try again, and report the x-request-id if it stays so."),
    };
}
