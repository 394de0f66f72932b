using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Instances;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation;

/// <summary>
/// Orchestrations on one machine. What a client or an orchestrator was promised is in the database; memory holds where each open instance
/// stands, and is made again from the database by the next start.
/// </summary>
internal sealed class DurableTaskEngine : IAsyncDisposable
{
    private readonly DurableTaskEngineOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Journal _journal;
    private readonly ReaderPool _readers;
    private readonly OpenInstances _instances;
    private readonly TimerQueue _timers;
    private readonly ActivityDispatcher _activities;
    private readonly EpisodeRunner _episodes;
    private readonly Recovery _recovery;
    private OwnershipLock? _ownership;
    private Task _running = Task.CompletedTask;

    public DurableTaskEngine(DurableTaskEngineOptions options, IDurableTaskExecutor executor, ILoggerFactory loggerFactory, TimeProvider timeProvider)
    {
        _options = options;
        _logger = loggerFactory.CreateLogger<DurableTaskEngine>();
        _journal = new(options.DatabasePath, options.Probe, OnBroken);
        _readers = new(options.DatabasePath, options.Probe);
        _instances = new(_journal, options.Versions);
        _timers = new(timeProvider, OnDue);
        _activities = new(executor, _instances, options.MaxConcurrentActivities, _logger);
        var runs = new RunLoader(executor, loggerFactory, _instances, _journal, _readers);
        var committer = new EpisodeCommitter(_instances, _journal, _timers, _activities, runs);
        var loaded = new LoadedRuns(options.MaxLoadedOrchestrations);
        _episodes = new(_instances, runs, committer, loaded, options, timeProvider, OnBroken, _logger);
        _recovery = new(_instances, _timers, _activities, _readers, timeProvider);
        var control = new InstanceControl(_instances, _journal, _timers, runs, _readers, timeProvider);
        Client = new EmulatedDurableTaskClient(control, _instances, _readers);
    }

    /// <summary>Usable between start and stop.</summary>
    public DurableTaskClient Client { get; }

    /// <exception cref="IOException">Another engine has the database.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ownership = new(_options.DatabasePath);
        using (var connection = Schema.Open(_options.DatabasePath))
        {
            Schema.Create(connection);
        }

        _journal.Start();
        var open = _recovery.Run();
        _running = Task.WhenAll(_episodes.RunAsync(_stopping.Token), _activities.RunAsync(_stopping.Token));
        EngineLog.Started(_logger, _options.DatabasePath, open);
        return Task.CompletedTask;
    }

    /// <summary>Asks running activities to end, waits for them and writes what they brought. The open instances go on with the next start.</summary>
    /// <param name="cancellationToken">Ends the waiting; activities still running then are run again after the next start.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _timers.Dispose();
        try
        {
            await _running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Their results are dropped below.
        }

        _instances.Close();
        await _journal.DrainAsync();
    }

    /// <summary>Without a stop before, this is a crash: nothing that waits to be written is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _timers.Dispose();
        _journal.Dispose();
        _instances.Abandon(new ObjectDisposedException(nameof(DurableTaskEngine)));
        _readers.Dispose();
        _ownership?.Dispose();
        await Client.DisposeAsync();
    }

    private void OnDue(TimerEntry timer)
    {
        if (timer.IsStart)
        {
            _instances.Wake(timer.Instance);
        }
        else
        {
            _instances.Deliver(timer.Instance, new TimerFired(timer.Execution, timer.TaskId));
        }
    }

    private void OnBroken(Exception exception)
    {
        if (exception is not ObjectDisposedException)
        {
            EngineLog.Broken(_logger, _options.DatabasePath, exception);
        }

        _stopping.Cancel();
        _instances.Abandon(exception);
        if (exception is not ObjectDisposedException)
        {
            _options.OnBroken();
        }
    }
}
