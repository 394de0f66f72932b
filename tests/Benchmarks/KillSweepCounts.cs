namespace SegFunctions.Benchmarks;

/// <param name="Jobs">Ended well.</param>
/// <param name="Items">Of them.</param>
internal sealed record KillSweepCounts(int FunctionsKills, int BrokerKills, int WorkerKills, int Jobs, int Items)
{
    public int Kills => FunctionsKills + BrokerKills + WorkerKills;

    public KillSweepCounts WithKillOf(string child) => child switch
    {
        "functions" => this with { FunctionsKills = FunctionsKills + 1 },
        "service-bus" => this with { BrokerKills = BrokerKills + 1 },
        _ => this with { WorkerKills = WorkerKills + 1 },
    };

    public override string ToString() =>
        $"{FunctionsKills} kills of the functions app, {BrokerKills} of the broker, {WorkerKills} of workers; {Jobs} jobs of {Items} items, each whole and each item once";
}
