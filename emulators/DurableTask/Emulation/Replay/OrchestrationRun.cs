using Microsoft.DurableTask.Emulation.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>
/// Orchestrator code in memory, standing where its last episode left it. A run is made of the instance's history by playing its episodes
/// again, and may be thrown away at any time.
/// </summary>
internal sealed class OrchestrationRun
{
    public const string AwaitRule =
        "Orchestrator code may await only tasks made by its TaskOrchestrationContext (and Task.WhenAll and Task.WhenAny of them), "
        + "without ConfigureAwait(false): anything else cannot be replayed. Do it in an activity.";

    /// <summary>How long code with nothing to wait for may take to return on another thread before it counts as stuck.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IDurableTaskExecutor _executor;
    private readonly OrchestratorThread _thread;
    private readonly Action _onLate;
    private readonly EmulatedOrchestrationContext _context;
    private Task<object?>? _code;
    private Exception? _unreadable;

    /// <param name="onLate">Called when something happens to the code between two episodes: the next one ends it.</param>
    public OrchestrationRun(OrchestrationIdentity identity, IDurableTaskExecutor executor, ILoggerFactory loggerFactory, Action onLate)
    {
        _executor = executor;
        _onLate = onLate;
        _thread = new(onLate);
        _context = new(identity, _thread, loggerFactory);
    }

    /// <summary>Events that came and that the code has not waited for.</summary>
    public IEnumerable<Message> UntakenEvents => _context.UntakenEvents;

    public EpisodeOutcome Play(DateTime now, IReadOnlyList<Message> messages, bool isReplaying)
    {
        _context.BeginEpisode(now, isReplaying);
        _thread.Run(() =>
        {
            if (_code is null)
            {
                _code = Start();
                NoticeLateEnd(_code);
            }

            _thread.RunContinuations();
            foreach (var message in messages)
            {
                Apply(message);
                _thread.RunContinuations();
            }

            if (!_code.IsCompleted && !_context.IsWaiting)
            {
                Task.WhenAny(_code, _thread.Intruded, Task.Delay(Grace)).Wait();
            }
        });
        return _context.EndEpisode(FindEnd());
    }

    private void Apply(Message message)
    {
        try
        {
            _context.Apply(message);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            _unreadable ??= exception;
        }
    }

    private Task<object?> Start()
    {
        try
        {
            return _executor.RunOrchestratorAsync(_context.Name, _context);
        }
        catch (Exception exception)
        {
            // Whatever the orchestrator throws before its first await is its failure, as it is after.
            return Task.FromException<object?>(exception);
        }
    }

    /// <summary>What is wrapped around the orchestrator, such as middleware, may return on another thread than the code did.</summary>
    private void NoticeLateEnd(Task code) => code.ContinueWith(
        _ =>
        {
            if (!_thread.IsCurrent)
            {
                _onLate();
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private OrchestrationEnd? FindEnd()
    {
        if (_unreadable is not null)
        {
            return new OrchestrationEnd.Failed(TaskFailureDetails.FromException(_unreadable));
        }

        if (_thread.Intruded.IsCompleted || (!_code!.IsCompleted && !_context.IsWaiting))
        {
            return new OrchestrationEnd.Failed(TaskFailureDetails.FromException(new InvalidOperationException(
                $"Orchestrator '{_context.Name}' awaited a task that its context did not make. {AwaitRule}")));
        }

        if (!_code.IsCompleted)
        {
            return null;
        }

        if (!_code.IsCompletedSuccessfully)
        {
            return new OrchestrationEnd.Failed(TaskFailureDetails.FromException(_code.Exception?.InnerException ?? new TaskCanceledException(_code)));
        }

        return _context.Renewal ?? Complete(_code.Result);
    }

    private OrchestrationEnd Complete(object? output)
    {
        try
        {
            return new OrchestrationEnd.Completed(Payload.Write(output, $"output of orchestration '{_context.Name}'"));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or System.Text.Json.JsonException)
        {
            return new OrchestrationEnd.Failed(TaskFailureDetails.FromException(exception));
        }
    }
}
