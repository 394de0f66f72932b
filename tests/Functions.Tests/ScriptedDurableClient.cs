using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace SegFunctions.Tests;

/// <summary>A durable client that knows the instances that a test gives it and records its calls.</summary>
internal sealed class ScriptedDurableClient() : DurableTaskClient("scripted")
{
    private int _waiting;
    private int _waits;

    public Dictionary<string, OrchestrationMetadata> Instances { get; } = [];

    public List<(string InstanceId, object? Payload)> Events { get; } = [];

    public List<string> Purged { get; } = [];

    /// <summary>Thrown when an event is raised or an instance is started.</summary>
    public Exception? Failure { get; set; }

    public void Add(string instanceId, OrchestrationRuntimeStatus status, object? input = null, object? output = null, string? customStatus = null) =>
        Instances[instanceId] = new OrchestrationMetadata("Scripted", instanceId)
        {
            DataConverter = JsonDataConverter.Default,
            RuntimeStatus = status,
            SerializedInput = input is null ? null : JsonSerializer.Serialize(input),
            SerializedOutput = output is null ? null : JsonSerializer.Serialize(output),
            SerializedCustomStatus = customStatus is null ? null : JsonSerializer.Serialize(customStatus),
        };

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Events.Add((instanceId, eventPayload));
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }

    /// <summary>Runs once, when an instance is requested.</summary>
    public Func<Task>? BeforeNextLook { get; set; }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (BeforeNextLook is { } happen)
        {
            BeforeNextLook = null;
            await happen();
        }

        lock (Instances)
        {
            return Instances.GetValueOrDefault(instanceId);
        }
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation)
    {
        Purged.Add(instanceId);
        return Task.FromResult(new PurgeResult(Instances.Remove(instanceId) ? 1 : 0));
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        lock (Instances)
        {
            var id = options!.InstanceId!;
            if (Failure is not null || Instances.ContainsKey(id))
            {
                throw Failure ?? new InvalidOperationException($"There is an instance {id}.");
            }

            Add(id, OrchestrationRuntimeStatus.Running, input);
            return Task.FromResult(id);
        }
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>The test completes it when an instance that is waited for ends.</summary>
    public ConcurrentDictionary<string, TaskCompletionSource> Ends { get; } = [];

    /// <summary>Thrown by every wait for an instance's end.</summary>
    public Exception? WaitFailure { get; set; }

    /// <summary>How many waits there were.</summary>
    public int Waits => _waits;

    /// <summary>How many are waiting for an instance's end.</summary>
    public int Waiting => _waiting;

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _waits);
        Interlocked.Increment(ref _waiting);
        try
        {
            if (WaitFailure is not null)
            {
                throw WaitFailure;
            }

            await Ends.GetOrAdd(instanceId, _ => new()).Task.WaitAsync(cancellation);
            return Instances[instanceId];
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationMetadata[] found = [.. Instances.Values.Where(instance => instance.InstanceId.StartsWith(filter?.InstanceIdPrefix ?? "", StringComparison.Ordinal))];
        return Pageable.Create((_, _) => Task.FromResult(new Page<OrchestrationMetadata>(found, null)));
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Add(instanceId, OrchestrationRuntimeStatus.Terminated);
        Ends.GetOrAdd(instanceId, _ => new()).TrySetResult();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
