using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Tracing;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Runs activities, up to a limit at once, and hands their results to the instances that called them.</summary>
internal sealed class ActivityDispatcher(IDurableTaskExecutor executor, OpenInstances instances, int limit, ILogger logger)
{
    private readonly Channel<ActivityCall> _calls = Channel.CreateUnbounded<ActivityCall>();

    public void Enqueue(ActivityCall call) => _calls.Writer.TryWrite(call);

    /// <param name="stopping">Running activities are asked to end; the calls that have no result then are made again after the next start.</param>
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, limit).Select(_ => Task.Run(() => RunCallsAsync(stopping), CancellationToken.None)));

    private async Task RunCallsAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RunCallAsync(await _calls.Reader.ReadAsync(stopping), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RunCallAsync(ActivityCall call, CancellationToken stopping)
    {
        var (instance, execution, activity) = call;
        if (instance.IsEnded || instance.Execution != execution)
        {
            return;
        }

        HistoryMessage result;
        using var called = DurableActivities.StartCall(instance.Row, activity);
        using var work = DurableActivities.StartWork(instance.Row, activity);
        try
        {
            var output = await executor.RunActivityAsync(activity.Name, instance.Row.Id, activity.Input, stopping);
            result = new TaskCompleted(execution, activity.TaskId, Payload.Write(output, $"output of activity '{activity.Name}'"));
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever an activity throws is its result. While stopping it may be the stop's doing, so the call is made again.
            EngineLog.ActivityFailed(logger, activity.Name, activity.TaskId, instance.Row.Id, exception);
            work?.SetStatus(ActivityStatusCode.Error, exception.Message);
            called?.SetStatus(ActivityStatusCode.Error, exception.Message);
            result = new TaskFailed(execution, activity.TaskId, TaskFailureDetails.FromException(exception));
        }
        catch (Exception exception)
        {
            EngineLog.ActivityInterrupted(logger, activity.Name, activity.TaskId, instance.Row.Id, exception);
            return;
        }

        instances.Deliver(instance, result);
    }
}
