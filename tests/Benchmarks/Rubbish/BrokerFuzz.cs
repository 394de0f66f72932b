using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Emulators.Tests.ServiceBus.Rubbish;
using SegFunctions.Benchmarks.Queues;

namespace SegFunctions.Benchmarks.Rubbish;

/// <summary>Clients that talk rubbish, or misbehave, against a broker in a process of its own, with a healthy client beside them.</summary>
internal static class BrokerFuzz
{
    private const double MostGrowth = 1.15;
    private const int SideBySide = 16;
    private const string Healthy = "healthy";

    public static Command Command()
    {
        var frames = new Option<int>("--frames") { Description = "Mutated frames.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "Where the damage begins to differ.", DefaultValueFactory = _ => 1 };
        var command = new Command("broker-fuzz", "Mutated frames and hostile clients: the broker must not crash, grow, or keep a healthy client waiting.") { frames, seed };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(frames), parsed.GetValue(seed), token));
        return command;
    }

    private static async Task<int> RunAsync(int frames, int seed, CancellationToken cancellationToken)
    {
        await using var stage = await QueueStage.StartAsync(["orders", Healthy], cancellationToken);
        await using var healthy = new HealthyClient(stage.ConnectionString, Healthy);
        await Task.Delay(3000, cancellationToken);
        Console.WriteLine("alone      " + Percentiles.Describe(await healthy.TakeAsync()));
        var talk = new RubbishTalk(stage.ConnectionString, seed);
        await new RubbishTalk(stage.ConnectionString, seed - 1).RunAsync(frames / 20, SideBySide, cancellationToken);
        var before = await stage.SettledAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var running = talk.RunAsync(frames, SideBySide, cancellationToken);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(20), cancellationToken));
            Console.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s  {talk.Counts.Describe()}  {stage.Resident() / 1e6:F0} MB");
        }

        await running;
        Console.WriteLine(talk.Counts.DescribeStates());
        Console.WriteLine("beside     " + Percentiles.Describe(await healthy.TakeAsync()));
        var after = await stage.SettledAsync(cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident {before / 1e6:F1} MB before, {after / 1e6:F1} after, ratio {(double)after / before:F2}"));
        return after <= before * MostGrowth && !stage.Broker!.HasExited ? 0 : 1;
    }
}
