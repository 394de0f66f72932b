using System.Collections.Concurrent;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Scenes;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Prompts;

/// <summary>The chosen models, opened once and lent to as many callers as there are at a time, each with a set of its own.</summary>
public sealed class ModelPool : IDisposable
{
    private readonly OnnxSettings _settings;
    private readonly OnnxSessions _sessions;
    private readonly ModelStore _store;
    private readonly NetworkSet _first;
    private readonly ConcurrentStack<NetworkSet> _free = new();
    private readonly ConcurrentBag<NetworkSet> _all = [];

    /// <param name="settings">How sessions are opened.</param>
    /// <param name="store">Holds what is asked for when it is asked for.</param>
    /// <param name="choice">Which models.</param>
    /// <exception cref="InvalidOperationException">The runtime in this build lacks the provider, or the machine what it needs.</exception>
    public ModelPool(OnnxSettings settings, ModelStore store, ModelChoice choice)
    {
        (_settings, _store, Choice) = (settings, store, choice);
        _sessions = new OnnxSessions(settings);
        _first = MakeSet();
        _free.Push(_first);
    }

    public string ProviderName => _settings.ProviderName;

    public ModelChoice Choice { get; }

    /// <summary>Opens what prompts of these abilities need, which takes about half a second a model.</summary>
    /// <exception cref="InvalidOperationException">One of them is not installed.</exception>
    public void Open(IEnumerable<ModelAbility> abilities)
    {
        foreach (var ability in abilities)
        {
            _first.Get(ability);
        }
    }

    /// <summary>No call may run.</summary>
    public void Dispose()
    {
        foreach (var set in _all)
        {
            set.Dispose();
        }

        _sessions.Dispose();
    }

    /// <summary>Lends a set for one call: a free one, or a new one if all are lent, which shares the others' sessions.</summary>
    internal T Use<T>(Func<NetworkSet, T> call)
    {
        var set = _free.TryPop(out var free) ? free : MakeSet();
        _sessions.CountCaller(+1);
        try
        {
            return call(set);
        }
        finally
        {
            _sessions.CountCaller(-1);
            _free.Push(set);
        }
    }

    /// <inheritdoc cref="NetworkSet.Render"/>
    internal void Render(Scene scene, PromptPlan plan) => _first.Render(scene, plan);

    private NetworkSet MakeSet()
    {
        var set = new NetworkSet(_sessions, _store, Choice);
        _all.Add(set);
        return set;
    }
}
