namespace SegFunctions.Benchmarks;

/// <param name="Jobs">Ended well.</param>
/// <param name="Items">Of them.</param>
internal sealed record KillSweepCounts(int FunctionsKills, int WorkerKills, int Jobs, int Items)
{
    public int Kills => FunctionsKills + WorkerKills;

    public override string ToString() => $"{FunctionsKills} kills of the functions app, {WorkerKills} of workers; {Jobs} jobs of {Items} items, each whole and each item once";
}
