using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Tracing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Emulation.Invocation;

/// <summary>Runs a function once: a scope of its own, the app's middleware, then the method.</summary>
/// <param name="pipeline">The middleware with <see cref="FunctionCall"/> inside.</param>
/// <param name="host">With the longest time that an invocation may take.</param>
internal sealed partial class FunctionInvoker(
    IServiceScopeFactory scopes, FunctionExecutionDelegate pipeline, HostJson host, TimeProvider timeProvider, ILogger<FunctionInvoker> logger)
{
    /// <returns>What the function returned; null when a middleware left it out.</returns>
    /// <exception cref="Exception">What the function or a middleware threw.</exception>
    public async Task<object?> InvokeAsync(FunctionDescriptor function, object trigger, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var context = new InvocationContext(function, trigger, scope.ServiceProvider, ending.Token);
        var started = timeProvider.GetTimestamp();
        using var activity = InvocationActivities.Start(context);
        try
        {
            LogStarted(function.Name, context.InvocationId);
            await RunAsync(context, ending);
            var elapsed = timeProvider.GetElapsedTime(started);
            LogSucceeded(function.Name, context.InvocationId, elapsed);
            return context.Result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var elapsed = timeProvider.GetElapsedTime(started);
            LogCanceled(function.Name, context.InvocationId, elapsed);
            throw;
        }
        catch (Exception error) when (Note(activity, error) && function.Trigger is not (OrchestrationTriggerAttribute or ActivityTriggerAttribute))
        {
            // Logged here for every kind of trigger, then left to the trigger. The durable engine keeps and logs failures by itself.
            var elapsed = timeProvider.GetElapsedTime(started);
            LogFailed(error, function.Name, context.InvocationId, elapsed);
            throw;
        }
    }

    private static bool Note(Activity? activity, Exception error)
    {
        activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        return true;
    }

    /// <summary>An orchestrator's invocation lasts as long as its instance is in memory, and is held to no time.</summary>
    private async Task RunAsync(InvocationContext context, CancellationTokenSource ending)
    {
        var running = pipeline(context);
        if (host.FunctionTimeout is not { } limit || context.Function.Trigger is OrchestrationTriggerAttribute)
        {
            await running;
            return;
        }

        try
        {
            await running.WaitAsync(limit, timeProvider);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            // The real host ends the worker's process then; here the function is asked to end, and nobody waits for it any more.
            await ending.CancelAsync();
            throw new TimeoutException($"Timeout value of {limit} was exceeded by function: {context.Function.Name}");
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Executing {Function} ({InvocationId})")]
    private partial void LogStarted(string function, string invocationId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Executed {Function} ({InvocationId}) in {Elapsed}")]
    private partial void LogSucceeded(string function, string invocationId, TimeSpan elapsed);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Canceled {Function} ({InvocationId}) after {Elapsed}")]
    private partial void LogCanceled(string function, string invocationId, TimeSpan elapsed);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Function} ({InvocationId}) failed after {Elapsed}")]
    private partial void LogFailed(Exception error, string function, string invocationId, TimeSpan elapsed);
}
