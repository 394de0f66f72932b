using System.Collections.Concurrent;
using System.Threading.Channels;
using Emulators.FunctionsHost.Rpc.Messages;
using Grpc.Core;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>The conversation with one worker: requests with their responses, and one-way messages.</summary>
/// <param name="hear">Receives each log line, in order.</param>
internal sealed class WorkerStream(Action<RpcLog> hear)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _questions = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker has connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Completes when no more requests are possible; open requests have failed by then.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Runs the conversation until either side ends it.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IAsyncStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        _connected.TrySetResult();
        Task writing = WriteAsync(outgoing, cancellationToken);
        try
        {
            while (await incoming.MoveNext(cancellationToken))
            {
                Take(incoming.Current);
            }
        }
        catch (Exception error) when (error is IOException or Grpc.Core.RpcException or OperationCanceledException)
        {
            // The worker has died, or the host has ended the call.
        }
        finally
        {
            Close();
        }

        await writing;
    }

    /// <exception cref="WorkerLostException">The worker was lost before it responded.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[question.RequestId] = answer;
        try
        {
            Tell(question);
            if (_closed.Task.IsCompleted)
            {
                throw Lost();
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _questions.TryRemove(question.RequestId, out _);
        }
    }

    /// <summary>Does nothing once the stream is closed.</summary>
    public void Tell(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    public void Close()
    {
        _closed.TrySetResult();
        _outgoing.Writer.TryComplete();
        foreach (var question in _questions.Values)
        {
            question.TrySetException(Lost());
        }
    }

    private static WorkerLostException Lost() => new("The worker process has ended.");

    private async Task WriteAsync(IAsyncStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or Grpc.Core.RpcException or OperationCanceledException or InvalidOperationException)
        {
            Close();
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            hear(message.RpcLog);
        }
        else if (_questions.TryGetValue(message.RequestId, out var question))
        {
            question.TrySetResult(message);
        }
    }
}
