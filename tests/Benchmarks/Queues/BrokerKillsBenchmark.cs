using System.CommandLine;
using System.Diagnostics;
using Emulators.Tests.ServiceBus.Kills;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>The test in which the broker is killed, run for a long time.</summary>
internal static class BrokerKillsBenchmark
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    public static Command Command()
    {
        var kills = new Option<int>("--kills") { Description = "How often the broker is killed.", DefaultValueFactory = _ => 1_000 };
        var pause = new Option<double>("--pause") { Description = "Longest time from listening again to the next kill, seconds.", DefaultValueFactory = _ => 2 };
        var minutes = new Option<double>("--minutes") { Description = "After so long no further kill is made.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Of the moments.", DefaultValueFactory = _ => 1 };
        var command = new Command("broker-kills", "Kills the queue broker at random moments under load from clients in two languages, and counts what was lost.")
        {
            kills, pause, minutes, seed,
        };
        command.SetAction((parsed, token) => RunAsync(
            new KillPlan(
                parsed.GetValue(kills), TimeSpan.FromSeconds(parsed.GetValue(pause)), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(seed)),
            token));
        return command;
    }

    private static async Task<int> RunAsync(KillPlan plan, CancellationToken cancellationToken)
    {
        var kills = new BrokerKills(BuildOutputs.Find().ServiceBus, plan);
        var started = Stopwatch.GetTimestamp();
        var running = kills.RunAsync(cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(ReportInterval, cancellationToken)) != running)
        {
            var counts = kills.Figures;
            Console.WriteLine($"{Stopwatch.GetElapsedTime(started):mm\\:ss} {counts.Kills} kills, {counts.AcceptedOfDotnet + counts.AcceptedOfNode} messages accepted so far");
        }

        var figures = await running;
        Console.WriteLine($"{Stopwatch.GetElapsedTime(started):mm\\:ss} seed {plan.Seed}: {figures}");
        return figures is { Lost: 0, CompletedTwice: 0, CameBack: 0 } ? 0 : 1;
    }
}
