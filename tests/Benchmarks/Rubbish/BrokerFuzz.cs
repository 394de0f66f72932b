using System.CommandLine;
using System.Diagnostics;
using Emulators.Tests.ServiceBus.Rubbish;
using SegFunctions.Benchmarks.Queues;

namespace SegFunctions.Benchmarks.Rubbish;

/// <summary>Clients that send garbage or misbehave, against a broker in a separate process, with a healthy client beside them.</summary>
internal static class BrokerFuzz
{
    private const int SideBySide = 48;

    public static Command Command()
    {
        var frames = new Option<int>("--frames") { Description = "Mutated frames.", DefaultValueFactory = _ => 1_000_000 };
        var cuts = new Option<int>("--cuts") { Description = "Connections cut at any byte.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "Where the damage begins to differ.", DefaultValueFactory = _ => 1 };
        var command = new Command("broker-fuzz", "Mutated frames and hostile clients: the broker must not crash, grow, or keep a healthy client waiting.") { frames, cuts, seed };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(frames), parsed.GetValue(cuts), parsed.GetValue(seed), token));
        return command;
    }

    /// <returns>0 if the broker survived, every healthy client was served, and memory and connections were released.</returns>
    private static async Task<int> RunAsync(int frames, int cuts, int seed, CancellationToken cancellationToken)
    {
        // Messages that nobody receives, or that stay locked, expire soon: the broker's memory is measured, not what it stores.
        using var stage = await QueueStage.StartAsync([FuzzRound.Queue, FuzzRound.Healthy], cancellationToken, new { DefaultMessageTimeToLive = "PT30S", LockDuration = "PT10S" });
        await using var round = await FuzzRound.StartAsync(stage, cancellationToken);
        // The first garbage fills the allocators' caches.
        await new RubbishTalk(stage.ConnectionString, seed - 1).RunAsync(Math.Min(20_000, frames / 5), SideBySide, cancellationToken);
        var talk = new RubbishTalk(stage.ConnectionString, seed);
        await round.RunAsync("mutated frames", twice: false, () => TalkAsync(talk, stage, round, frames, cancellationToken), cancellationToken);
        var hostile = new HostileClients(stage.ConnectionString);
        await round.RunAsync("cut", twice: true, () => hostile.BreakOffAsync(cuts, seed, cancellationToken), cancellationToken);
        await round.RunAsync("attach", twice: true, () => hostile.AttachAsync(10_000, cancellationToken), cancellationToken);
        await round.RunAsync("silent", twice: true, () => hostile.KeepSilentAsync(2_000, () => FuzzRound.ServeNewcomerAsync(stage.ConnectionString), cancellationToken), cancellationToken);
        await round.RunAsync("no token", twice: false, () => hostile.ShowNoTokenAsync(200, TimeSpan.FromSeconds(60), cancellationToken), cancellationToken);
        await round.RunAsync("never ends", twice: true, () => hostile.NeverEndAsync(20, 900, cancellationToken), cancellationToken);
        await round.RunAsync("huge", twice: true, () => hostile.SendHugeAsync(100, cancellationToken), cancellationToken);
        await round.RunAsync("not read", twice: true, () => NeverReadAsync(1_000_000), cancellationToken);
        await round.RunAsync("no window", twice: true, () => NeverReadAsync(0), cancellationToken);
        return round.Faults == 0 ? 0 : 1;

        async Task<string> NeverReadAsync(uint window)
        {
            await FuzzRound.FillAsync(stage.ConnectionString, megabytes: 50, cancellationToken);
            return await hostile.NeverReadAsync(window, () => Task.Delay(TimeSpan.FromSeconds(2), cancellationToken), cancellationToken);
        }
    }

    private static async Task<string> TalkAsync(RubbishTalk talk, QueueStage stage, FuzzRound round, int frames, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var running = talk.RunAsync(frames, SideBySide, cancellationToken);
        while (!running.IsCompleted && !round.HasFailed)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(20), cancellationToken));
            await Purge.RunAsync(stage.ConnectionString, FuzzRound.Queue, cancellationToken);
            Console.WriteLine($"  {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: {talk.Counts.Describe()}, {stage.Resident() / 1e6:F0} MB");
        }

        await (round.HasFailed ? Task.CompletedTask : running);
        return $"{talk.Counts.Describe()}; {talk.Counts.Sent / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} a second; {talk.Counts.DescribeStates()}";
    }
}
