using DurableTask.Core;

namespace DurableTask.Sqlite.Instances;

/// <summary>The callers that wait for an instance to end. Thread-safe.</summary>
internal sealed class CompletionWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TaskCompletionSource<OrchestrationState?>>> _waiting = [];
    private Exception? _failure;

    /// <returns>Its task completes with the instance's last state, or with null if the caller must read it again.</returns>
    public TaskCompletionSource<OrchestrationState?> Add(string instanceId)
    {
        var waiter = new TaskCompletionSource<OrchestrationState?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_failure is not null)
            {
                waiter.SetException(_failure);
                return waiter;
            }

            if (!_waiting.TryGetValue(instanceId, out var waiters))
            {
                _waiting[instanceId] = waiters = [];
            }

            waiters.Add(waiter);
        }

        return waiter;
    }

    public void Remove(string instanceId, TaskCompletionSource<OrchestrationState?> waiter)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiting.Remove(instanceId);
            }
        }
    }

    /// <param name="state">Null if it is only in the file.</param>
    public void Complete(string instanceId, OrchestrationState? state)
    {
        List<TaskCompletionSource<OrchestrationState?>>? waiters;
        lock (_gate)
        {
            _waiting.Remove(instanceId, out waiters);
        }

        waiters?.ForEach(waiter => waiter.TrySetResult(state));
    }

    /// <summary>Fails all waiters, since no end can be recorded from now on.</summary>
    public void Fail(Exception exception)
    {
        List<TaskCompletionSource<OrchestrationState?>> all;
        lock (_gate)
        {
            _failure ??= exception;
            all = [.. _waiting.Values.SelectMany(static waiters => waiters)];
            _waiting.Clear();
        }

        all.ForEach(waiter => waiter.TrySetException(exception));
    }
}
