using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation.Instances;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.DurableTask.Emulation.Tracing;

namespace Microsoft.DurableTask.Emulation;

/// <summary>The client of the engine in this process: reads come from the database, waiting from the open instances' doorbells.</summary>
internal sealed class EmulatedDurableTaskClient(InstanceControl control, OpenInstances instances, ReaderPool readers) : DurableTaskClient("emulator")
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        ArgumentException.ThrowIfNullOrEmpty(id, nameof(options));
        using var creation = DurableActivities.StartCreation(orchestratorName, id, options?.Version?.Version);
        await control.StartAsync(id, orchestratorName, Payload.Write(input, "input of the orchestration"), options ?? new(), creation?.Context ?? default);
        return id;
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellation.ThrowIfCancellationRequested();
        using var activity = DurableActivities.StartEvent(eventName, instanceId);
        await control.RaiseEventAsync(instanceId, eventName, Payload.Write(eventPayload, $"payload of event '{eventName}'"));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(
            instanceId,
            getInputsAndOutputs,
            instance => instance.Started.Task,
            metadata => metadata.RuntimeStatus != OrchestrationRuntimeStatus.Pending,
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, instance => instance.Ended.Task, metadata => metadata.IsCompleted, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return control.TerminateAsync(instanceId, Payload.Write(options?.Output, "output of the orchestration"), options?.Recursive ?? false);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        control.SuspendAsync(instanceId);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        control.ResumeAsync(instanceId);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Task.FromResult(readers.Read(reader => reader.Find(instanceId, getInputsAndOutputs)));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(filter ?? new(), readers);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await control.PurgeAsync(instanceId, options?.Recursive ?? false));

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await control.PurgeAsync(filter, options?.Recursive ?? false));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>As on a real host, an unknown id is waited for until it appears.</summary>
    private async Task<OrchestrationMetadata> WaitAsync(
        string id, bool withPayloads, Func<LiveInstance, Task> doorbell, Func<OrchestrationMetadata, bool> isThere, CancellationToken cancellation)
    {
        while (true)
        {
            var arrival = instances.Arrival;
            var live = instances.FindUncommitted(id);
            if (live is not null)
            {
                await doorbell(live).WaitAsync(cancellation);
            }

            if (readers.Read(reader => reader.Find(id, withPayloads)) is { } metadata && isThere(metadata))
            {
                return metadata;
            }

            if (live is null)
            {
                await arrival.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Pages in the order of instance ids; the last id of a page is its continuation token.</summary>
    private sealed class InstancePages(OrchestrationQuery query, ReaderPool readers) : AsyncPageable<OrchestrationMetadata>
    {
        public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            ReadAsync(continuationToken ?? query.ContinuationToken, Math.Max(1, pageSizeHint ?? query.PageSize));

        private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
            string? token, int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                var afterId = token;
                var found = await Task.Run(() => readers.Read(reader => reader.Query(query, afterId, size + 1)), cancellationToken);
                var values = found.Take(size).ToArray();
                token = found.Count > size ? values[^1].InstanceId : null;
                yield return new(values, token);
            }
            while (token is not null);
        }
    }
}
