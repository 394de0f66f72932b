using System.Diagnostics;

namespace Emulators.Tests.ServiceBus.Kills;

/// <summary>
/// Kills the broker at random moments under load from eight senders and eight receivers in two languages, and restarts it at once on the same port and
/// folder. At the end, all remaining messages are received and the figures are final.
/// </summary>
/// <param name="program">The broker's assembly.</param>
/// <param name="plan">What to do.</param>
internal sealed class BrokerKills(string program, KillPlan plan)
{
    // Nothing but a kill may return a message, and none may be dead-lettered.
    private const string Properties = """{"LockDuration":"PT1M","MaxDeliveryCount":1000000}""";

    private const int UnderLoad = 3;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly KillLedger _ledger = new();
    private int _kills;

    /// <summary>The current figures; messages in transit count as lost until the end.</summary>
    public KillFigures Figures => _ledger.Sum(_kills);

    public async Task<KillFigures> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("broker-kills-");
        BrokerProcess.Define(folder.FullName, Properties);
        using (var broker = new BrokerProcess(program, folder.FullName))
        {
            await broker.StartAsync(cancellationToken);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var dotnet = new DotnetPeers(broker.ConnectionString, _ledger);
            Task[] peers = [dotnet.RunAsync(stopping.Token), new NodePeers(broker.ConnectionString, _ledger).RunAsync(stopping.Token)];
            await KillAsync(broker, peers, cancellationToken);
            await stopping.CancelAsync();
            await Task.WhenAll(peers);

            // The last one releases what the peers left locked.
            await KillOnceAsync(broker, cancellationToken);
            await dotnet.DrainAsync(cancellationToken);
        }

        folder.Delete(recursive: true);
        return Figures;
    }

    private async Task KillAsync(BrokerProcess broker, Task[] peers, CancellationToken cancellationToken)
    {
        var random = new Random(plan.Seed);
        var started = Stopwatch.GetTimestamp();
        bool IsTimeLeft() => Stopwatch.GetElapsedTime(started) < plan.Limit;
        while (_kills < plan.Kills - 1 && IsTimeLeft())
        {
            // The other kills hit whoever is still connecting, which on a slow machine would be everybody each time.
            if (_kills % 2 == 0)
            {
                await WaitForLoadAsync(IsTimeLeft, cancellationToken);
            }

            await Task.Delay(random.NextDouble() * plan.LongestPause, cancellationToken);
            if (peers.FirstOrDefault(static peer => peer.IsFaulted) is { } faulted)
            {
                await faulted;
            }

            await KillOnceAsync(broker, cancellationToken);
        }
    }

    /// <summary>Returns when some more messages of each language were accepted, or the time is up.</summary>
    private async Task WaitForLoadAsync(Func<bool> isTimeLeft, CancellationToken cancellationToken)
    {
        foreach (var language in (char[])[KillLedger.OfDotnet, KillLedger.OfNode])
        {
            var enough = _ledger.CountAccepted(language) + UnderLoad;
            while (_ledger.CountAccepted(language) < enough && isTimeLeft())
            {
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    private async Task KillOnceAsync(BrokerProcess broker, CancellationToken cancellationToken)
    {
        await broker.KillAsync();
        _kills++;
        await broker.StartAsync(cancellationToken);
    }
}
