namespace SegFunctions.Benchmarks;

/// <param name="Jobs">Jobs that ended well.</param>
/// <param name="Items">Their items.</param>
internal sealed record KillSweepCounts(int HostKills, int AppKills, int BrokerKills, int WorkerKills, int Jobs, int Items)
{
    /// <summary>The functions app below its host, as <see cref="WithKillOf"/> expects it.</summary>
    public const string App = "app";

    public int Kills => HostKills + AppKills + BrokerKills + WorkerKills;

    public KillSweepCounts WithKillOf(string victim) => victim switch
    {
        "functions" => this with { HostKills = HostKills + 1 },
        App => this with { AppKills = AppKills + 1 },
        "service-bus" => this with { BrokerKills = BrokerKills + 1 },
        _ => this with { WorkerKills = WorkerKills + 1 },
    };

    public override string ToString() =>
        $"{HostKills} kills of the functions host, {AppKills} of the app alone, {BrokerKills} of the broker, {WorkerKills} of workers; {Jobs} jobs of {Items} items, each whole and each item once";
}
