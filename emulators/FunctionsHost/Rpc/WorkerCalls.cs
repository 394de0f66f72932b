using System.Collections.Concurrent;
using Emulators.FunctionsHost.Rpc.Messages;
using Grpc.Core;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>Matches each worker that calls with the stream that waits for it.</summary>
internal sealed class WorkerCalls : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerStream> _expected = new();

    /// <param name="workerId">Presented by the worker when it calls; it also serves as its credential.</param>
    public void Expect(string workerId, WorkerStream stream) => _expected[workerId] = stream;

    public void Forget(string workerId) => _expected.TryRemove(workerId, out _);

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.StartStream is not { } start
            || !_expected.TryRemove(start.WorkerId, out var stream))
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host has not started this worker."));
        }

        await stream.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
