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
    private readonly EmulatedOrchestrationContext _context;
    private Task<object?>? _code;

    /// <param name="onIntruder">Called when the code goes on by itself between two episodes; the next episode fails it.</param>
    public OrchestrationRun(OrchestrationIdentity identity, IDurableTaskExecutor executor, ILoggerFactory loggerFactory, Action onIntruder)
    {
        _executor = executor;
        _thread = new(onIntruder);
        _context = new(identity, _thread, loggerFactory);
    }

    /// <summary>Events that came and that the code has not waited for.</summary>
    public IEnumerable<Message> UntakenEvents => _context.UntakenEvents;

    public EpisodeOutcome Play(DateTime now, IReadOnlyList<Message> messages, bool isReplaying)
    {
        _context.BeginEpisode(now, isReplaying);
        _thread.Run(() =>
        {
            _code ??= Start();
            _thread.RunContinuations();
            foreach (var message in messages)
            {
                _context.Apply(message);
                _thread.RunContinuations();
            }

            if (!_code.IsCompleted && !_context.IsWaiting)
            {
                Task.WhenAny(_code, _thread.Intruded, Task.Delay(Grace)).Wait();
            }
        });
        return _context.EndEpisode(FindEnd());
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

    private OrchestrationEnd? FindEnd()
    {
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
