using System.Diagnostics;
using Emulators.FunctionsHost.Rpc;
using Emulators.FunctionsHost.Rpc.Messages;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Functions;

/// <summary>Calls a function in whichever worker is current.</summary>
internal sealed partial class FunctionInvoker(
    WorkerSupervisor workers, IReadOnlyList<IInputSource> inputs, HostJson host, TimeProvider time, ILogger<FunctionInvoker> logger)
{
    private int _running;

    /// <summary>Invocations in flight.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <param name="request">Has the trigger's data; everything else is filled in here.</param>
    /// <param name="cancellationToken">Asks the function to stop; its result is still awaited.</param>
    /// <exception cref="FunctionFailedException">The function threw.</exception>
    /// <exception cref="FunctionTimeoutException">The function took too long.</exception>
    /// <exception cref="WorkerLostException">The worker was lost.</exception>
    public async Task<InvocationResponse> InvokeAsync(HostFunction function, InvocationRequest request, CancellationToken cancellationToken)
    {
        var worker = await workers.GetAsync(cancellationToken);
        return await InvokeAsync(worker, function, request, cancellationToken);
    }

    /// <inheritdoc cref="InvokeAsync(HostFunction, InvocationRequest, CancellationToken)"/>
    /// <param name="worker">The worker to call.</param>
    public async Task<InvocationResponse> InvokeAsync(Worker worker, HostFunction function, InvocationRequest request, CancellationToken cancellationToken)
    {
        await FillAsync(function, request, cancellationToken);
        Interlocked.Increment(ref _running);
        try
        {
            var answer = await WithinLimitAsync(worker, function, worker.InvokeAsync(request, cancellationToken));
            return answer.Result?.Status == StatusResult.Types.Status.Success ? answer : throw new FunctionFailedException(function.Name, answer.Result?.Exception);
        }
        catch (FunctionFailedException error)
        {
            LogFailed(function.Name, request.InvocationId, error.Error?.Message ?? "no reason given", error.Error?.StackTrace);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async ValueTask FillAsync(HostFunction function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = function.Id;
        if (request.InvocationId.Length == 0)
        {
            request.InvocationId = Guid.NewGuid().ToString();
        }

        // A worker fails without a trace context, even if there is no trace.
        request.TraceContext ??= Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? new RpcTraceContext { TraceParent = activity.Id!, TraceState = activity.TraceStateString ?? "" }
            : new RpcTraceContext();

        foreach (var binding in function.Bindings.Where(binding => !binding.IsTrigger))
        {
            if (inputs.FirstOrDefault(input => binding.Is(input.BindingType)) is { } source)
            {
                request.InputData.Add(new ParameterBinding { Name = binding.Name, Data = await source.ReadAsync(binding, cancellationToken) });
            }
        }
    }

    /// <summary>Orchestrators take hardly any time themselves, so the limit does not apply to them.</summary>
    private async Task<InvocationResponse> WithinLimitAsync(Worker worker, HostFunction function, Task<InvocationResponse> invocation)
    {
        if (host.FunctionTimeout is not { } limit || function.Trigger.Is("orchestrationTrigger"))
        {
            return await invocation;
        }

        try
        {
            return await invocation.WaitAsync(limit, time);
        }
        catch (TimeoutException) when (!invocation.IsCompleted)
        {
            // Nothing else stops code that ignores its token. The worker's other invocations are lost and run again.
            LogTooLong(function.Name, limit);
            worker.Kill();
            await ((Task)invocation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new FunctionTimeoutException(function.Name, limit);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Function {Function} ({InvocationId}) failed: {Reason}\n{StackTrace}")]
    private partial void LogFailed(string function, string invocationId, string reason, string? stackTrace);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Function {Function} did not end within {Limit}. Its worker process is killed")]
    private partial void LogTooLong(string function, TimeSpan limit);
}

/// <summary>The function threw, or the worker could not call it.</summary>
internal sealed class FunctionFailedException(string function, RpcException? error)
    : Exception($"Function '{function}' failed: {error?.Type} {error?.Message}")
{
    /// <summary>The worker's description of the error; null if it gives none.</summary>
    public RpcException? Error { get; } = error;
}

/// <summary>The function took longer than <c>functionTimeout</c>. Its worker has been killed, as on the real host.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan limit) : Exception($"Function '{function}' did not end within {limit}.");
