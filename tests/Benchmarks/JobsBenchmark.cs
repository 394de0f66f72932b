using System.CommandLine;
using System.Diagnostics;
using SegFunctions.Local.Client;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks;

/// <summary>Many one-item jobs through the whole service except the networks: time per job and memory of every process, a thousand jobs at a time.</summary>
internal static class JobsBenchmark
{
    private const int AtOnce = 32;
    private const int BatchSize = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "Jobs.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("jobs", "Jobs of one item with a worker that has no networks: time a job and memory, first to last.") { count };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(count), token));
        return command;
    }

    private static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        await using var stack = await StubStack.StartAsync(allowsLoopback: false, cancellationToken);
        await MeasureAsync(stack.Server, stack.Children, count, cancellationToken);
        return 0;
    }

    private static async Task MeasureAsync(Uri server, IReadOnlyList<SupervisedChild> children, int count, CancellationToken cancellationToken)
    {
        using var client = new SegmentationClient(server, StubStack.ApiKey, TimeProvider.System);
        using var black = NetVips.Image.Black(64, 64, bands: 3);
        var task = await client.UploadAsync(black.PngsaveBuffer(), "image/png", cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        for (var done = 0; done < count; done += BatchSize)
        {
            var started = Stopwatch.GetTimestamp();
            var jobs = Math.Min(BatchSize, count - done);
            await Parallel.ForAsync(0, jobs, options, async (_, token) => await RunJobAsync(client, task, token));
            var elapsed = Stopwatch.GetElapsedTime(started);
            var resident = children.Select(child => (child.Name, Memory: ResidentMemory.Of(child.ProcessId!.Value))).ToList();
            var memory = resident.Select(child => (child.Name, Bytes: child.Memory.Sum)).Append((Name: "worker", Bytes: Environment.WorkingSet));
            Print($"jobs {done + 1,6}–{done + jobs,-6} {elapsed.TotalMilliseconds / jobs,5:F1} ms a job, {string.Join(", ", memory.Select(entry => $"{entry.Name} {entry.Bytes / 1_000_000} MB"))}");
            foreach (var (name, parts) in resident.Where(child => child.Memory.Parts.Count > 1))
            {
                Print($"  {name}: {parts}");
            }
        }
    }

    private static async Task RunJobAsync(SegmentationClient client, string task, CancellationToken cancellationToken)
    {
        var job = await client.CreateJobAsync(new CreateJobRequest { Type = "image", Tasks = [task], Prompts = ["boat"] }, cancellationToken);
        string status;
        do
        {
            await Task.Delay(Look, cancellationToken);
            status = (await client.GetJobAsync(job.JobId, cancellationToken)).Status;
        }
        while (status is not ("success" or "failed"));
        if (status == "failed")
        {
            throw new InvalidOperationException($"{job.JobId} failed.");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
