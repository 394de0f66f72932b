using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Worker.Loading;

/// <summary>
/// The networks that jobs request by name, besides those in the settings. Each is opened for the first job that needs it, and all take turns. Of those that no job uses now, only the most
/// recently used ones stay open.
/// </summary>
/// <param name="segmenter">The segmenter with the networks in the settings.</param>
/// <param name="pool">The segmenter's pool.</param>
/// <param name="catalogue">Includes the added networks.</param>
/// <param name="store">Knows whether a network's files are installed.</param>
/// <param name="createLoader">Creates the loader that installs and opens the networks of a pool.</param>
/// <param name="atOnce">How many networks stay open, at least 1.</param>
/// <param name="logger">Logs networks that cannot be used.</param>
internal sealed class JobNetworks(
    Segmenter segmenter, NetworkPool pool, ModelCatalogue catalogue, ModelStore store, Func<NetworkPool, NetworkLoader> createLoader, int atOnce, ILogger<JobNetworks> logger) : IDisposable
{
    private readonly Lock _lock = new();

    // Least recently used first.
    private readonly List<Asked> _asked = [];

    /// <param name="name">The network's name in a job's options; null for the networks in the settings.</param>
    /// <param name="work">Must not use the segmenter after it has ended.</param>
    /// <exception cref="InferenceException">This worker has no such network, or it cannot be opened or run: a retry would fail in the same way.</exception>
    public async Task<T> UseAsync<T>(string? name, Func<Segmenter, Task<T>> work)
    {
        if (name is null)
        {
            return await work(segmenter);
        }

        var asked = Take(name);
        try
        {
            return await work(asked.Segmenter);
        }
        catch (Exception exception) when (catalogue.Find(name) is { } model && IsAtFault(model, exception))
        {
            // The filter accepts any exception type, but only faults of the network: redelivering the message would not help.
            LoadingLog.AskedFailed(logger, exception, name);
            throw store.IsInstalled(model)
                ? new InferenceException(InferenceErrorCode.InferenceFailed, $"The network '{name}' cannot be run; see the worker's log.", exception)
                : Missing(name);
        }
        finally
        {
            GiveBack(asked);
        }
    }

    public void Dispose()
    {
        foreach (var asked in _asked)
        {
            asked.Dispose();
        }
    }

    private static InferenceException Missing(string name) => new(
        InferenceErrorCode.InferenceFailed, $"The worker has no network '{name}'. It may have been added, or removed, since the worker started.");

    /// <summary>Whether the requested network itself has failed; whatever else it needs may be installed by another attempt.</summary>
    private bool IsAtFault(ModelEntry asked, Exception exception) =>
        exception is OnnxRuntimeException or KeyNotFoundException || (exception is InstallException or InvalidOperationException && !store.IsInstalled(asked));

    private Asked Take(string name)
    {
        var choice = name == InferenceOptions.BuiltInModels ? ModelChoice.Of(catalogue) : pool.Choice.With(catalogue, name) ?? throw Missing(name);
        lock (_lock)
        {
            var asked = _asked.Find(asked => asked.Name == name) ?? Open(name, choice);
            asked.Users++;
            _asked.Remove(asked);
            _asked.Add(asked);
            CloseIdle();
            return asked;
        }
    }

    private void GiveBack(Asked asked)
    {
        lock (_lock)
        {
            asked.Users--;
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        while (_asked.Count > atOnce && _asked.Find(asked => asked.Users == 0) is { } idle)
        {
            _asked.Remove(idle);
            idle.Dispose();
        }
    }

    private Asked Open(string name, ModelChoice choice)
    {
        var other = pool.With(choice);
        var loader = createLoader(other);
        return new Asked(name, segmenter.With(other, loader.PrepareAsync), other, loader);
    }

    private sealed record Asked(string Name, Segmenter Segmenter, NetworkPool Pool, NetworkLoader Loader) : IDisposable
    {
        /// <summary>Number of items that use it now.</summary>
        public int Users { get; set; }

        public void Dispose()
        {
            Loader.Dispose();
            Pool.Dispose();
        }
    }
}
