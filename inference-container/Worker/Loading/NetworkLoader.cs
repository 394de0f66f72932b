using System.Diagnostics;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Loading;

/// <summary>Installs and opens networks when the first request needs them.</summary>
internal sealed class NetworkLoader(
    NetworkPool pool,
    ModelInstaller installer,
    NetworksHealth health,
    IOptions<ModelsOptions> options,
    ILogger<NetworkLoader> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private HashSet<ModelAbility> _ready = [];

    /// <summary>Whether a request has needed networks yet.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Prepares networks for a request. A failure is not remembered: the next request tries again.</summary>
    /// <param name="abilities">The abilities that the request needs; afterwards the pool has them.</param>
    /// <param name="cancellationToken">Ends the wait and stops an installation.</param>
    public Task PrepareAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken)
    {
        WasAsked = true;
        return OpenAsync(abilities, cancellationToken);
    }

    /// <inheritdoc cref="PrepareAsync"/>
    /// <summary>Prepares networks ahead of any request.</summary>
    public async Task OpenAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ready).IsSupersetOf(abilities))
        {
            return;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!_ready.IsSupersetOf(abilities))
            {
                await LoadAsync(abilities, cancellationToken);
                Volatile.Write(ref _ready, [.. _ready, .. abilities]);
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private async Task LoadAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (options.Value.Install)
            {
                await installer.InstallAsync(pool.Choice.NamesFor(abilities), new InstallReport(Note), cancellationToken);
            }

            health.Reached("opening");
            pool.Open(abilities);
            health.Reached("ready");
            var (opened, elapsed) = (string.Join(", ", abilities), Stopwatch.GetElapsedTime(started));
            LoadingLog.Ready(logger, opened, elapsed, pool.ProviderName);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever failed, the request returns to the queue.
            health.Failed(exception.Message);
            throw;
        }
    }

    private void Note(string step)
    {
        health.Reached(step);
        LoadingLog.Installing(logger, step);
    }
}
