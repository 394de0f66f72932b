using System.CommandLine;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>What the queues do for clients in other processes: parallel round trips, one way, and idle, together with the machine's own speed.</summary>
internal static class QueueBenchmark
{
    public static IEnumerable<Command> Commands() =>
    [
        Measuring(),
        Hidden(new Command(EchoRows.Verb), (_, token) => EchoRows.EchoAsync(QueueProcess.ConnectionString, QueueProcess.Leash(token))),
        Hidden(new Command(SentToReceived.Verb), (_, token) => SentToReceived.ReceiveAsync(QueueProcess.Leash(token))),
        Hidden(new Command(WaitingRows.Verb), (_, token) => WaitingRows.WaitAsync(QueueProcess.Leash(token))),
        Load(),
    ];

    private static Command Measuring()
    {
        var runs = new Option<int>("--runs") { Description = "Messages measured each way.", DefaultValueFactory = _ => 1_000 };
        var sent = new Option<int>("--sent") { Description = "Messages measured from sent to received.", DefaultValueFactory = _ => 2_000 };
        var seconds = new Option<double>("--seconds") { Description = "Of each measurement side by side.", DefaultValueFactory = _ => 10 };
        var idle = new Option<double>("--idle-seconds") { Description = "How long the ten receivers wait.", DefaultValueFactory = _ => 30 };
        var command = new Command("queue", "Messages between processes: round trips side by side, latency one way, and what waiting costs.") { runs, sent, seconds, idle };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetValue(runs), parsed.GetValue(sent), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(idle)), token));
        return command;
    }

    private static Command Load()
    {
        var loops = new Option<int>("--loops") { Required = true };
        var seconds = new Option<double>("--seconds") { Required = true };
        return Hidden(
            new Command(LoadClient.Verb) { loops, seconds },
            (parsed, token) => LoadClient.RunAsync(parsed.GetValue(loops), TimeSpan.FromSeconds(parsed.GetValue(seconds)), token));
    }

    private static Command Hidden(Command command, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        command.Hidden = true;
        command.SetAction(run);
        return command;
    }

    private static async Task<int> RunAsync(int runs, int sent, TimeSpan duration, TimeSpan idle, CancellationToken cancellationToken)
    {
        using var stage = await QueueStage.StartAsync(
            [EchoRows.There, EchoRows.Back, LoadClient.Queue, SentToReceived.Queue, WaitingRows.Queue], cancellationToken);
        PrintMachine(stage);
        await LoadRows.MeasureAsync(stage, processes: 1, duration, cancellationToken);
        await LoadRows.MeasureAsync(stage, processes: 2, duration, cancellationToken);
        await SentToReceived.MeasureAsync(stage, sent, cancellationToken);
        await WaitingRows.MeasureAsync(stage, idle, cancellationToken);
        await EchoRows.MeasureAsync(stage, runs, cancellationToken);
        PrintMachine(stage);
        return 0;
    }

    private static void PrintMachine(QueueStage stage)
    {
        foreach (var line in MachineSpeed.Describe(stage.Folder))
        {
            Console.WriteLine(line);
        }
    }
}
