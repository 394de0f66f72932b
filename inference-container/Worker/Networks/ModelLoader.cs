using System.Diagnostics;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Models;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Networks;

/// <summary>Installs and opens the networks when the first request needs them, and keeps them warm.</summary>
internal sealed class ModelLoader(
    ModelCatalogue catalogue, ModelStore store, ModelInstaller installer, OnnxSessions sessions, IOptions<ModelsOptions> options, ILogger<ModelLoader> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private SegmentationModels? _models;
    private volatile PartHealth _health = new(true, "not needed yet");

    public PartHealth Health => _health;

    /// <summary>The same object each time. A failure is not remembered: the next request tries again.</summary>
    public async Task<SegmentationModels> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _models) is { } ready)
        {
            return ready;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _models ??= await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _models?.Dispose();
        _loading.Dispose();
    }

    private async Task<SegmentationModels> LoadAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (detector, sam) = (catalogue.Get<DetectorModel>(options.Value.Detector), catalogue.Get<SamModel>(options.Value.Sam));
        try
        {
            if (options.Value.Install)
            {
                await installer.InstallAsync([detector.Name, sam.Name], new InstallReport(NoteStep), cancellationToken);
            }

            _health = new PartHealth(true, "opening");
            var models = new SegmentationModels(sessions, store, detector, sam);
            _health = new PartHealth(true, "ready");
            var elapsed = Stopwatch.GetElapsedTime(started);
            NetworksLog.Ready(logger, elapsed, sessions.ProviderName);
            return models;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever went wrong, the request goes back to the queue; health names it until a later try succeeds.
            _health = new PartHealth(false, exception.Message);
            throw;
        }
    }

    private void NoteStep(string step)
    {
        _health = new PartHealth(true, step);
        NetworksLog.Installing(logger, step);
    }
}
