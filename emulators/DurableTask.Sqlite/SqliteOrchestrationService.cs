using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Hub;
using Emulators.Sqlite;

namespace DurableTask.Sqlite;

/// <summary>
/// A task hub of the Durable Task Framework in one SQLite file, owned by one process. When a call has returned, its effect is on disk; everything
/// else happens at least once after a crash. The file is opened by the first call that needs it.
/// </summary>
public sealed partial class SqliteOrchestrationService :
    IEntityOrchestrationService, IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient, IAsyncDisposable
{
    private readonly SqliteOrchestrationServiceOptions _options;
    private readonly Lock _gate = new();
    private OpenHub? _hub;
    private bool _isDisposed;

    public SqliteOrchestrationService(SqliteOrchestrationServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentOrchestrations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentEntities, 1);
        _options = options;
    }

    /// <summary>Why writing no longer works; null as long as it does.</summary>
    public Exception? Broken => _hub?.Broken;

    public int TaskOrchestrationDispatcherCount => 1;

    public int MaxConcurrentTaskOrchestrationWorkItems => _options.MaxConcurrentOrchestrations;

    /// <summary>Events that the orchestrator has not consumed carry over to the next execution.</summary>
    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    public int TaskActivityDispatcherCount => 1;

    public int MaxConcurrentTaskActivityWorkItems => _options.MaxConcurrentActivities;

    /// <exception cref="DatabaseException">The file cannot be used.</exception>
    private OpenHub Hub
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                return _hub ??= OpenHub.Open(_options);
            }
        }
    }

    public Task CreateAsync() => CreateAsync(recreateInstanceStore: true);

    /// <summary>Creates the file, either replacing an existing one or only if it is missing.</summary>
    public async Task CreateAsync(bool recreateInstanceStore)
    {
        if (recreateInstanceStore)
        {
            await DeleteAsync().ConfigureAwait(false);
        }

        _ = Hub;
    }

    /// <exception cref="DatabaseException">Another process has opened the file, or it was written by another version.</exception>
    public Task CreateIfNotExistsAsync() => CreateAsync(recreateInstanceStore: false);

    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    /// <summary>Deletes the file, if there is one.</summary>
    /// <exception cref="NotSupportedException">Queues and instances share one file, so neither can be deleted alone.</exception>
    /// <exception cref="DatabaseException">Another process has opened the file.</exception>
    public async Task DeleteAsync(bool deleteInstanceStore)
    {
        if (!deleteInstanceStore)
        {
            throw new NotSupportedException("Queues and instances are one SQLite file: it is deleted as a whole, or not at all.");
        }

        await CloseAsync().ConfigureAwait(false);
        Database.Delete(_options.Path);
    }

    public Task StartAsync() => CreateIfNotExistsAsync();

    public Task StopAsync() => StopAsync(isForced: false);

    /// <summary>Completes when everything submitted is on disk. The file stays open, for clients and for another start.</summary>
    public Task StopAsync(bool isForced) => _hub?.FlushAsync() ?? Task.CompletedTask;

    /// <summary>There is no limit: an episode's messages are one transaction, however many.</summary>
    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    /// <summary>No delay: only the abandoned work is held back, and the rest continues.</summary>
    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 0;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => 1;

    /// <summary>Writes what was submitted, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        await CloseAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        OpenHub? hub;
        lock (_gate)
        {
            (hub, _hub) = (_hub, null);
        }

        if (hub is not null)
        {
            await hub.CloseAsync().ConfigureAwait(false);
        }
    }
}
