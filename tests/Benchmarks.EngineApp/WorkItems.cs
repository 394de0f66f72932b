namespace SegFunctions.Benchmarks.EngineApp;

/// <summary>How many work items this process has run: activities, and episodes of orchestrations.</summary>
public static class WorkItems
{
    private static long _count;

    public static long Count => Interlocked.Read(ref _count);

    /// <summary>An orchestrator begins anew in every episode, an activity once.</summary>
    public static void Begin() => Interlocked.Increment(ref _count);
}
