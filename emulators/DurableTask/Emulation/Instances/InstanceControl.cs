using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>What a client does to instances. Each is done when it is on disk.</summary>
internal sealed class InstanceControl(
    OpenInstances instances, Journal journal, TimerQueue timers, RunLoader runs, ReaderPool readers, TimeProvider timeProvider)
{
    public static Exception AlreadyExists(string id) =>
        new OrchestrationAlreadyExistsException($"An orchestration instance with the id '{id}' already exists and has not ended.");

    /// <exception cref="OrchestrationAlreadyExistsException">An open instance has the id.</exception>
    public async Task StartAsync(string id, TaskName name, string? input, StartOrchestrationOptions options, ActivityContext trace)
    {
        if (!instances.TryAdd(id, name.Name, options.Version?.Version, timeProvider.GetUtcNow(), options.StartAt, parent: null, trace, out var instance))
        {
            throw AlreadyExists(id);
        }

        instance.Run = runs.Create(instance, input);
        await (instances.TryBegin(instance, Insert) ? instance.Created.Task : journal.WriteAsync(Insert, () => Begin(instance)));

        void Insert(InstanceStore store) => store.Insert(instance.Row, input);
    }

    public Task RaiseEventAsync(string id, string name, string? payload) =>
        instances.Find(id) is { } instance ? instances.DeliverAsync(instance, new EventRaised(name, payload)) : Task.CompletedTask;

    /// <exception cref="InvalidOperationException">It has ended.</exception>
    /// <exception cref="ArgumentException">There is none of that id.</exception>
    public async Task TerminateAsync(string id, string? output, bool recursive)
    {
        var instance = GetOpen(id);
        var children = recursive ? instances.All.Where(child => child.Row.Parent?.InstanceSeq == instance.Row.Seq && !child.IsEnded).ToArray() : [];
        await ChangeAsync(instance, write => write.End(
            OrchestrationRuntimeStatus.Terminated,
            customStatus: null,
            output,
            new TaskFailureDetails("Terminated", $"The orchestration '{id}' was terminated.", stackTrace: null, innerFailure: null)));
        await Task.WhenAll(children.Select(child => TerminateAsync(child.Row.Id, output, recursive)));
    }

    /// <inheritdoc cref="TerminateAsync"/>
    public Task SuspendAsync(string id)
    {
        var instance = GetOpen(id);
        return ChangeAsync(instance, write =>
        {
            instance.IsSuspended = true;
            write.Touch(OrchestrationRuntimeStatus.Suspended, customStatus: null);
        });
    }

    /// <inheritdoc cref="TerminateAsync"/>
    public Task ResumeAsync(string id)
    {
        var instance = GetOpen(id);
        return ChangeAsync(instance, write =>
        {
            instance.IsSuspended = false;
            write.Touch(instance.HasStarted ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending, customStatus: null);
            instances.Schedule(instance);
        });
    }

    public async Task<int> PurgeAsync(string id, bool recursive)
    {
        var count = 0;
        await journal.WriteAsync(store => count = store.Purge(id, recursive));
        return count;
    }

    public async Task<int> PurgeAsync(PurgeInstancesFilter filter, bool recursive)
    {
        var count = 0;
        await journal.WriteAsync(store => count = store.Purge(filter, recursive));
        return count;
    }

    private void Begin(LiveInstance instance)
    {
        if (instance.Row.StartAt > timeProvider.GetUtcNow())
        {
            timers.Add(instance, execution: 0, TimerEntry.StartTaskId, instance.Row.StartAt.Value);
        }
        else
        {
            instances.Wake(instance);
        }
    }

    private LiveInstance GetOpen(string id) => instances.Find(id) ?? throw Missing(id);

    private Exception Missing(string id) => instances.FindUncommitted(id) is null && readers.Read(reader => reader.Find(id, withPayloads: false)) is null
        ? new ArgumentException($"There is no orchestration instance with the id '{id}'.")
        : new InvalidOperationException($"The orchestration instance '{id}' has ended.");

    private Task ChangeAsync(LiveInstance instance, Action<InstanceWrite> change)
    {
        lock (instance.Gate)
        {
            if (instance.IsEnded)
            {
                throw Missing(instance.Row.Id);
            }

            var write = new InstanceWrite(instance, instances, timers, timeProvider.GetUtcNow());
            change(write);
            return journal.WriteAsync(write.Apply, write.FollowUp);
        }
    }
}
