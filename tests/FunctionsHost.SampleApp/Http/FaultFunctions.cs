using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.SampleApp.Http;

/// <summary>Failures, and what tests ask about them afterwards.</summary>
public sealed partial class FaultFunctions(Notes notes, ILogger<FaultFunctions> logger)
{
    [Function("Throw")]
    public static IActionResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException("As asked.");

    [Function("ThrowLate")]
    public static async Task<IActionResult> ThrowLateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw-late")] HttpRequest request, CancellationToken cancellationToken)
    {
        await request.HttpContext.Response.WriteAsync("begun", cancellationToken);
        await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
        throw new InvalidOperationException("As asked, late.");
    }

    [Function("Wait")]
    public async Task<IActionResult> WaitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait/{seconds:int}")] HttpRequest request,
        int seconds,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var topic = request.Query["topic"].ToString();
        notes.Write(topic, "started");
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), context.CancellationToken);
            return new OkObjectResult("waited");
        }
        catch (OperationCanceledException)
        {
            notes.Write(topic, "canceled");
            throw;
        }
    }

    /// <summary>Reports its connection and continues until its token is canceled and a little longer, or, if asked, until the connection is cut; records whether it is.</summary>
    [Function("Follow")]
    public async Task<IActionResult> FollowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "follow")] HttpRequest request, CancellationToken cancellationToken)
    {
        HttpContext http = request.HttpContext;
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync($"{http.Connection.Id}\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
        var ends = request.Query["until"] == "cut" ? http.RequestAborted : cancellationToken;
        await Task.Delay(Timeout.InfiniteTimeSpan, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A connection that is cut as soon as the client leaves would be cut by then.
        await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        notes.Write(request.Query["topic"].ToString(), http.RequestAborted.IsCancellationRequested ? "cut" : "told");
        return new EmptyResult();
    }

    /// <summary>Which of the host's connections the request uses.</summary>
    [Function("Connection")]
    public static async Task<IActionResult> ConnectionAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "connection")] HttpRequest request)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        return new OkObjectResult(request.HttpContext.Connection.Id);
    }

    [Function("Log")]
    public IActionResult Log([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "log")] HttpRequest request)
    {
        LogQuiet(request.Query["text"].ToString());
        LogLoud(request.Query["text"].ToString());
        return new OkResult();
    }

    [Function("ReadNotes")]
    public IActionResult ReadNotes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notes/{topic}")] HttpRequest request, string topic) =>
        new OkObjectResult(notes.Read(topic));

    [Function("ProcessId")]
    public static IActionResult ProcessId([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pid")] HttpRequest request) =>
        new OkObjectResult(Environment.ProcessId);

    [Function("Memory")]
    public static IActionResult Memory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "memory")] HttpRequest request) =>
        new OkObjectResult(Environment.WorkingSet);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Quiet {Text}")]
    private partial void LogQuiet(string text);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Loud {Text}")]
    private partial void LogLoud(string text);
}
