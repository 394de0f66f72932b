using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>A worker that is ready: its process, its capabilities and how to call it.</summary>
internal sealed class Worker(WorkerProcess process, WorkerStream stream) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Where the worker's own server listens; null for an app without HTTP through ASP.NET Core.</summary>
    public Uri? HttpAddress { get; init; }

    /// <summary>All functions of the app, loaded.</summary>
    public required IReadOnlyList<RpcFunctionMetadata> Functions { get; init; }

    /// <summary>Completes when the worker is lost, for whatever reason.</summary>
    public Task Lost { get; } = Task.WhenAny(process.Exited, stream.Closed);

    /// <summary>Runs a function and returns its response, success or not.</summary>
    /// <param name="cancellationToken">Asks the function to stop. Its response is still awaited.</param>
    /// <exception cref="WorkerLostException">The worker was lost before it responded.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => stream.Tell(new StreamingMessage
        {
            InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId },
        }), null);
        var question = new StreamingMessage { RequestId = request.InvocationId, InvocationRequest = request };
        return (await stream.AskAsync(question, CancellationToken.None)).InvocationResponse;
    }

    /// <summary>Kills the process at once. Invocations in flight fail with <see cref="WorkerLostException"/>.</summary>
    public void Kill()
    {
        process.Kill();
        stream.Close();
    }

    /// <summary>Gives the app a few seconds to exit by itself, then kills it.</summary>
    public async ValueTask DisposeAsync()
    {
        stream.Tell(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        await Task.WhenAny(process.Exited, Task.Delay(Grace, TimeProvider.System));
        process.Dispose();
        stream.Close();
    }
}

/// <summary>The worker was lost before it responded. Its invocations in flight may have run, partly or completely.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);
