using System.Collections.Concurrent;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Worker.Networks;

/// <summary>The networks that jobs ask for by name, beside those of the settings. Each is opened for the first job that needs it; all take turns.</summary>
/// <param name="segmenter">With the networks of the settings.</param>
/// <param name="pool">Its.</param>
/// <param name="catalogue">What was added.</param>
/// <param name="createLoader">Makes what installs and opens the networks of a pool.</param>
internal sealed class JobNetworks(Segmenter segmenter, NetworkPool pool, ModelCatalogue catalogue, Func<NetworkPool, NetworkLoader> createLoader) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Asked>> _asked = new(StringComparer.Ordinal);

    /// <param name="name">As a job's options have it; null for the networks of the settings.</param>
    /// <exception cref="InferenceException">This worker has no such network.</exception>
    public Segmenter Get(string? name)
    {
        if (name is null)
        {
            return segmenter;
        }

        var choice = name == InferenceOptions.BuiltInModels ? ModelChoice.Of(catalogue) : pool.Choice.With(catalogue, name);
        return choice is not null
            ? _asked.GetOrAdd(name, _ => new Lazy<Asked>(() => Open(choice))).Value.Segmenter
            : throw new InferenceException(InferenceErrorCode.InferenceFailed, $"The worker has no network '{name}'. It may have been added, or removed, since the worker started.");
    }

    public void Dispose()
    {
        foreach (var asked in _asked.Values.Where(asked => asked.IsValueCreated).Select(asked => asked.Value))
        {
            asked.Loader.Dispose();
            asked.Pool.Dispose();
        }
    }

    private Asked Open(ModelChoice choice)
    {
        var other = pool.With(choice);
        var loader = createLoader(other);
        return new Asked(segmenter.With(other, loader.PrepareAsync), other, loader);
    }

    private sealed record Asked(Segmenter Segmenter, NetworkPool Pool, NetworkLoader Loader);
}
