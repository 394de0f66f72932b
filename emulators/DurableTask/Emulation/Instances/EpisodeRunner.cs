using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Replay;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Runs the orchestrators that have something to do: some at once, but one episode of an instance at a time.</summary>
internal sealed class EpisodeRunner(
    OpenInstances instances,
    RunLoader runs,
    EpisodeCommitter committer,
    LoadedRuns loaded,
    DurableTaskEngineOptions options,
    TimeProvider timeProvider,
    Action<Exception> onBroken,
    ILogger logger)
{
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentOrchestrations).Select(_ => Task.Run(() => RunEpisodesAsync(stopping), CancellationToken.None)));

    private async Task RunEpisodesAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await RunEpisodeAsync(await instances.Ready.ReadAsync(stopping), stopping);
            }
        }
        catch (Exception exception) when (stopping.IsCancellationRequested || exception is System.Threading.Channels.ChannelClosedException)
        {
            // The engine stops, or its journal is broken: what is on disk is where the next start goes on.
        }
        catch (Exception exception)
        {
            // Of the engine and not of an orchestrator: rather no episode at all than fewer and fewer at a time, unnoticed.
            onBroken(exception);
        }
    }

    private async Task RunEpisodeAsync(LiveInstance instance, CancellationToken stopping)
    {
        List<Message> mail;
        lock (instance.Gate)
        {
            if (!instance.CanRun)
            {
                instance.IsBusy = false;
                return;
            }

            mail = instance.TakeMail();
        }

        var (run, failure) = options.Versions.Takes(instance.Row.Version)
            ? await LoadAsync(instance, stopping)
            : (runs.Create(instance, input: null), new(options.Versions.Refusal(instance.Row.Version)));

        var now = timeProvider.GetUtcNow();
        var outcome = failure is null ? Play(run, now, mail) : new EpisodeOutcome([], null, failure);
        if (outcome.End is OrchestrationEnd.Failed failed)
        {
            EngineLog.OrchestrationFailed(logger, instance.Row.Name, instance.Row.Id, failed.Failure.ErrorType, failed.Failure.ErrorMessage);
        }

        committer.Commit(instance, run, now, mail, outcome);
        Finish(instance);
    }

    private async Task<(OrchestrationRun Run, OrchestrationEnd.Failed? Failure)> LoadAsync(LiveInstance instance, CancellationToken stopping)
    {
        if (instance.Run is { } loadedRun)
        {
            return (loadedRun, null);
        }

        var replayed = await ReplayAsync(instance, stopping);
        instance.Run = replayed.Run;
        return replayed;
    }

    private async Task<(OrchestrationRun Run, OrchestrationEnd.Failed? Failure)> ReplayAsync(LiveInstance instance, CancellationToken stopping)
    {
        try
        {
            return await runs.ReplayAsync(instance);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested && exception is not SqliteException)
        {
            // Damaged history, or code that throws past its own task: this instance cannot go on, the others can.
            return (runs.Create(instance, input: null), new(TaskFailureDetails.FromException(exception)));
        }
    }

    private static EpisodeOutcome Play(OrchestrationRun run, DateTimeOffset now, List<Message> mail)
    {
        try
        {
            return run.Play(now.UtcDateTime, mail, isReplaying: false);
        }
        catch (Exception exception)
        {
            // Code that throws past its own task, such as an async void method, is the orchestrator's failure and not the engine's.
            return new([], null, new OrchestrationEnd.Failed(TaskFailureDetails.FromException(exception)));
        }
    }

    private void Finish(LiveInstance instance)
    {
        lock (instance.Gate)
        {
            instance.IsBusy = false;
            instances.Schedule(instance);
        }

        if (instance.IsEnded)
        {
            loaded.Remove(instance);
        }
        else
        {
            loaded.Use(instance);
        }
    }
}
