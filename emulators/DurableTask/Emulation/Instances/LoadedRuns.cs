namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Which instances have their code in memory, the longest unused first; those over the limit lose it.</summary>
internal sealed class LoadedRuns(int limit)
{
    private readonly LinkedList<LiveInstance> _byUse = new();
    private readonly Dictionary<LiveInstance, LinkedListNode<LiveInstance>> _nodes = [];
    private readonly Lock _lock = new();

    public void Use(LiveInstance instance)
    {
        LiveInstance? victim = null;
        lock (_lock)
        {
            Forget(instance);
            _nodes[instance] = _byUse.AddLast(instance);
            if (_nodes.Count > limit)
            {
                victim = _byUse.First!.Value;
                Forget(victim);
            }
        }

        if (victim is not null)
        {
            Unload(victim);
        }
    }

    public void Remove(LiveInstance instance)
    {
        lock (_lock)
        {
            Forget(instance);
        }
    }

    /// <summary>A busy instance keeps its code, and is listed again after its episode.</summary>
    private static void Unload(LiveInstance instance)
    {
        lock (instance.Gate)
        {
            if (!instance.IsBusy)
            {
                instance.Run = null;
            }
        }
    }

    private void Forget(LiveInstance instance)
    {
        if (_nodes.Remove(instance, out var node))
        {
            _byUse.Remove(node);
        }
    }
}
