using System.Collections.Concurrent;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Networks;

/// <summary>The chosen networks, opened once and lent to any number of concurrent callers: each borrows its own set of networks over the shared sessions.</summary>
public sealed class NetworkPool : IDisposable
{
    private readonly OnnxSettings _settings;
    private readonly OnnxSessions _sessions;
    private readonly NetworkFiles _files;
    private readonly ConcurrentStack<NetworkSet> _free = new();
    private readonly ConcurrentBag<NetworkSet> _all = [];

    /// <param name="settings">How sessions are opened.</param>
    /// <param name="store">Has a network's files by the time they are needed.</param>
    /// <param name="choice">The networks to use.</param>
    /// <exception cref="InvalidOperationException">This build of the runtime lacks the provider, or the machine lacks what the provider requires.</exception>
    public NetworkPool(OnnxSettings settings, ModelStore store, ModelChoice choice)
        : this(settings, new NetworkFiles(store, settings.RunsRewritten), choice, new OnnxSessions(settings))
    {
    }

    private NetworkPool(OnnxSettings settings, NetworkFiles files, ModelChoice choice, OnnxSessions sessions)
    {
        (_settings, _files, _sessions, Choice) = (settings, files, sessions, choice);
        Identities = new NetworkIdentities(choice, _files);
        First = MakeSet();
        _free.Push(First);
    }

    public string ProviderName => _settings.ProviderName;

    public ModelChoice Choice { get; }

    internal NetworkIdentities Identities { get; }

    /// <summary>The set that <see cref="Open"/> opens. Only its borrower may run its networks, but anyone may ask for their views.</summary>
    internal NetworkSet First { get; }

    /// <summary>
    /// A pool with a different choice of networks that counts its callers together with this one's. Added networks that only the new pool has are closed with it;
    /// all others are opened once for both. Dispose it before this one.
    /// </summary>
    public NetworkPool With(ModelChoice choice) => new(_settings, _files, choice, _sessions.With(choice.AddedFolders.Except(Choice.AddedFolders)));

    /// <summary>Opens the networks that prompts of these abilities need, which takes about half a second per network.</summary>
    /// <exception cref="InvalidOperationException">One of the networks is not installed.</exception>
    public void Open(IEnumerable<ModelAbility> abilities)
    {
        foreach (var ability in abilities)
        {
            First.Open(ability);
        }
    }

    /// <summary>No call may be running.</summary>
    public void Dispose()
    {
        foreach (var set in _all)
        {
            set.Dispose();
        }

        _sessions.Dispose();
    }

    /// <summary>Lends a set for one call: a free one, or a new one if all are in use.</summary>
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

    private NetworkSet MakeSet()
    {
        var set = new NetworkSet(_sessions, _files, Choice, Identities);
        _all.Add(set);
        return set;
    }
}
