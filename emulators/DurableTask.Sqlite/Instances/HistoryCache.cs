namespace DurableTask.Sqlite.Instances;

/// <summary>
/// Keeps the histories of idle instances in memory and evicts the least recently used. Under the lock of <see
/// cref="LiveInstances"/>.
/// </summary>
/// <param name="capacity">Events of all idle instances together.</param>
internal sealed class HistoryCache(int capacity)
{
    private readonly LinkedList<LiveInstance> _idle = [];
    private int _events;

    /// <summary>Adds an instance that has become idle.</summary>
    /// <returns>The instances whose histories were evicted to make room, possibly including this one.</returns>
    public IReadOnlyList<LiveInstance> Add(LiveInstance instance)
    {
        if (instance.History is not { } history)
        {
            return [];
        }

        instance.Remembered = _idle.AddLast(instance);
        _events += history.Count;
        var forgotten = new List<LiveInstance>();
        while (_events > capacity && _idle.First is { } oldest)
        {
            forgotten.Add(oldest.Value);
            Take(oldest.Value);
            oldest.Value.History = null;
        }

        return forgotten;
    }

    /// <summary>Removes an instance that has become busy, or no longer exists.</summary>
    public void Take(LiveInstance instance)
    {
        if (instance.Remembered is { } node)
        {
            _idle.Remove(node);
            _events -= instance.History!.Count;
            instance.Remembered = null;
        }
    }
}
