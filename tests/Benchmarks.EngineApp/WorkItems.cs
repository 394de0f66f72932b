namespace SegFunctions.Benchmarks.EngineApp;

/// <summary>Counts the work items that this process has run: activities, and episodes of orchestrations.</summary>
public static class WorkItems
{
    private static long _count;

    public static long Count => Interlocked.Read(ref _count);

    /// <summary>An orchestrator starts over in every episode; an activity runs once.</summary>
    public static void Begin() => Interlocked.Increment(ref _count);
}
