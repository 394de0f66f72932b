using System.Diagnostics;
using System.Globalization;

namespace Emulators.Tests.ServiceBus.Kills;

/// <summary>The same peers with npm's client, in a separate process: <c>kill-peers.mjs</c>, which reports line by line.</summary>
internal sealed class NodePeers(string connectionString, KillLedger ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task RunAsync(CancellationToken stopping)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(ServiceBusPackage.Source, "kill-peers.mjs")])
        {
            WorkingDirectory = await ServiceBusPackage.GetFolderAsync(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SEG_SERVICE_BUS"] = connectionString;
        using var node = Process.Start(start)!;
        try
        {
            // It ends when its input ends.
            await using var _ = stopping.Register(node.StandardInput.Close);
            var reading = ReadAsync(node.StandardOutput);
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await reading.WaitAsync(Patience, CancellationToken.None);
        }
        finally
        {
            node.Kill();
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            var parts = line.Split(' ');
            switch (parts)
            {
                case ["accepted", var id, var at]:
                    ledger.Accept(id, Parse(at));
                    break;
                case ["received", var id, var at]:
                    ledger.Receive(id, Parse(at));
                    break;
                case ["completed", var id, var at]:
                    ledger.Complete(id, Parse(at));
                    break;
                case ["failed"]:
                    ledger.Doubt();
                    break;
                default:
                    throw new FormatException($"The peers said '{line}'.");
            }
        }
    }

    private static long Parse(string nanoseconds) => long.Parse(nanoseconds, CultureInfo.InvariantCulture);
}
