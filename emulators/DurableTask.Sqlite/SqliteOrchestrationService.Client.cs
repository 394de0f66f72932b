using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Sqlite.Clients;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Rewinding;
using DurableTask.Sqlite.Storage;
using Newtonsoft.Json;

namespace DurableTask.Sqlite;

/// <content>Calls for clients.</content>
public sealed partial class SqliteOrchestrationService
{
    /// <exception cref="OrchestrationAlreadyExistsException">An instance with that id exists, in any state.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) =>
        CreateTaskOrchestrationAsync(creationMessage, Enum.GetValues<OrchestrationStatus>());

    /// <summary>
    /// Starts an instance. An existing one with the same id is replaced, with everything stored for it, unless its state is listed.
    /// </summary>
    /// <param name="creationMessage">With an <see cref="ExecutionStartedEvent"/>.</param>
    /// <param name="dedupeStatuses">Null for all states but the terminal ones.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance with that id exists in one of these states.</exception>
    public async Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(creationMessage);
        if (creationMessage.Event is not ExecutionStartedEvent started)
        {
            throw new ArgumentException($"An instance starts with an ExecutionStartedEvent, not with {creationMessage.Event}.", nameof(creationMessage));
        }

        var change = new StartChange(new StartDelivery(Hub, creationMessage, dedupeStatuses ?? Status.Open));
        if (await Hub.WriteAsync(change).ConfigureAwait(false) is { } existing)
        {
            throw new OrchestrationAlreadyExistsException(
                $"An orchestration with the instance id '{started.OrchestrationInstance.InstanceId}' already exists and is {existing}.");
        }
    }

    /// <summary>Sends a message; it is dropped if its instance does not exist or has ended.</summary>
    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => SendTaskOrchestrationMessageBatchAsync(message);

    /// <summary>Sends messages, all or none; each is dropped if its instance does not exist or has ended.</summary>
    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages) =>
        Hub.WriteAsync(new SendChange([.. messages.Select(message => Delivery.Of(Hub, message))]));

    /// <summary>Waits until the instance ends, whatever execution it is in by then.</summary>
    /// <param name="instanceId">The instance may not have been started yet.</param>
    /// <param name="executionId">Ignored: a wait follows an orchestration that continues as new.</param>
    /// <param name="timeout">Real time, whatever the options' clock says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The instance has not ended in that time.</exception>
    public async Task<OrchestrationState> WaitForOrchestrationAsync(
        string instanceId, string? executionId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        while (true)
        {
            var waiter = Hub.Waiters.Add(instanceId);
            try
            {
                if (Hub.Reads.Read(reads => reads.FindState(instanceId)) is { } state && state.OrchestrationStatus.IsTerminal())
                {
                    return state;
                }

                if (await waiter.Task.WaitAsync(linked.Token).ConfigureAwait(false) is { } last)
                {
                    return last;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The instance '{instanceId}' has not ended within {timeout}.");
            }
            finally
            {
                Hub.Waiters.Remove(instanceId, waiter);
            }
        }
    }

    /// <summary>
    /// Terminates an instance; its activities and sub-orchestrations continue. Does nothing if the instance does not exist or has ended.
    /// </summary>
    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) =>
        TerminateAsync(instanceId, reason, includeChildren: false);

    /// <summary>Terminates an instance, and on request also its sub-orchestrations, recursively.</summary>
    public Task TerminateAsync(string instanceId, string? reason, bool includeChildren) =>
        Hub.WriteAsync(new TerminateChange(Hub, instanceId, reason, includeChildren));

    /// <summary>
    /// Lets a failed instance resume from before its failures: what failed is called again, failed sub-orchestrations are rewound in
    /// turn.
    /// </summary>
    /// <exception cref="ArgumentException">The instance does not exist.</exception>
    /// <exception cref="InvalidOperationException">
    /// The instance has not failed, or some of its calls had no outcome yet when it failed.
    /// </exception>
    public Task RewindAsync(string instanceId, string? reason) => Hub.WriteAsync(new SendChange([RewindRequest.Make(Hub, instanceId, reason)]));

    /// <returns>
    /// The current execution, or an empty list: earlier ones are not kept, whatever <paramref name="allExecutions"/> says.
    /// </returns>
    public async Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        await GetOrchestrationStateAsync(instanceId, executionId: null).ConfigureAwait(false) is { } state ? [state] : [];

    /// <param name="instanceId">Id of any instance.</param>
    /// <param name="executionId">Null for the current execution.</param>
    /// <returns>Null if the instance does not exist, or has another execution.</returns>
    public Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId)
    {
        var state = Hub.Reads.Read(reads => reads.FindState(instanceId));
        return Task.FromResult(
            string.IsNullOrEmpty(executionId) || state?.OrchestrationInstance.ExecutionId == executionId ? state : null);
    }

    /// <returns>The events as a JSON array, empty if the instance or execution does not exist.</returns>
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string? executionId) =>
        Task.FromResult(JsonConvert.SerializeObject(ReadHistory(instanceId, string.IsNullOrEmpty(executionId) ? null : executionId)));

    internal IReadOnlyList<HistoryEvent> ReadHistory(string instanceId, string? executionId) =>
        Hub.Reads.Read(reads => reads.History(instanceId, executionId));
}
