using System.Diagnostics;
using SegFunctions.Local.Client;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks;

/// <summary>
/// Kills the functions app, its host, the queue broker and the workers of a running stack at random moments while jobs run, then checks every job when it
/// ends: all items done, one manifest that has each item once, and every file intact. The stack restarts what died, and the host restarts its app.
/// </summary>
/// <param name="stack">The stack with the processes to kill.</param>
/// <param name="client">The client of its API.</param>
/// <param name="plan">What to run.</param>
internal sealed class KillSweep(LocalStack stack, SegmentationClient client, KillSweepPlan plan)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Random _random = new(plan.Seed);
    private readonly Dictionary<string, string> _findings = [];
    private readonly Lock _lock = new();
    private volatile bool _done;

    public KillSweepCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Runs until the time is up, all kills are done and every job has ended.</summary>
    /// <exception cref="InvalidOperationException">A job hangs or failed; the message says which and how.</exception>
    public async Task<KillSweepCounts> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var killing = KillAsync(stopping.Token);
        Task[] parts = [killing, .. Enumerable.Range(0, plan.JobsAtOnce).Select(_ => RunJobsAsync(stopping.Token))];
        await foreach (var part in Task.WhenEach(parts).WithCancellation(cancellationToken))
        {
            if (part.IsFaulted)
            {
                await stopping.CancelAsync();
                await part;
            }
        }

        return Counts;
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < plan.Duration || Counts.Kills < plan.MinKills)
        {
            await Task.Delay(Draw(random => random.NextDouble() * plan.LongestPause), cancellationToken);
            var victims = FindVictims();
            Kill(victims[Draw(random => random.Next(victims.Count))]);
        }

        _done = true;
    }

    private List<(string Name, int? Process)> FindVictims()
    {
        var children = stack.Children.Where(child => child.Name != "azurite").Select(child => (child.Name, child.ProcessId)).ToList();
        var host = children.Single(child => child.Name == "functions").ProcessId;
        return [.. children, (KillSweepCounts.App, host is { } id ? AppProcess.Find(id) : null)];
    }

    private void Kill((string Name, int? Process) victim)
    {
        if (victim.Process is not { } id)
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has not yet restarted since the last kill.
            return;
        }

        Count(counts => counts.WithKillOf(victim.Name));
    }

    private async Task RunJobsAsync(CancellationToken cancellationToken)
    {
        while (!_done)
        {
            var photos = Enumerable.Range(0, plan.ItemsAJob).Select(_ => plan.Photos[Draw(random => random.Next(plan.Photos.Count))]).ToArray();
            var tasks = new List<string>();
            foreach (var photo in photos)
            {
                var picture = await File.ReadAllBytesAsync(photo, cancellationToken);
                tasks.Add(await TryHardAsync(() => client.UploadAsync(picture, "image/jpeg", cancellationToken), cancellationToken));
            }

            var body = new CreateJobRequest { Type = "image", Tasks = tasks, Prompts = [plan.Word] };
            var job = await TryHardAsync(() => client.CreateJobAsync(body, cancellationToken), cancellationToken);
            await EndsAsync(job.JobId, cancellationToken);
            await CheckAsync(job.JobId, tasks, photos, cancellationToken);
            Count(counts => counts with { Jobs = counts.Jobs + 1, Items = counts.Items + tasks.Count });
        }
    }

    /// <summary>A request that was cut off may have been carried out. Sending it again creates another upload or job, as it would for any client.</summary>
    private static async Task<T> TryHardAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await request();
            }
            catch (Exception exception) when (IsPassing(exception) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    private static bool IsPassing(Exception exception) =>
        exception is HttpRequestException or IOException
        || exception is ApiException { Status: >= System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.Conflict };

    private async Task EndsAsync(string jobId, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            var state = await TryHardAsync(() => client.GetJobAsync(jobId, cancellationToken), cancellationToken);
            if (state.Status == "failed" || state.Tasks.Any(task => task.Status == "failed"))
            {
                throw new InvalidOperationException($"{jobId} failed: {string.Join("; ", state.Tasks.Select(task => $"{task.Status} {task.Error}"))}");
            }

            if (state.Status == "success")
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{jobId} hangs: {string.Join(' ', state.Tasks.Select(task => task.Status))}");
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    private async Task CheckAsync(string jobId, List<string> tasks, string[] photos, CancellationToken cancellationToken)
    {
        var result = await TryHardAsync(() => client.GetResultAsync(jobId, cancellationToken), cancellationToken);
        if (!result.Manifest.Items.Select(item => item.TaskId).SequenceEqual(tasks))
        {
            throw new InvalidOperationException($"{jobId} has a manifest of other items: {string.Join(' ', result.Manifest.Items.Select(item => item.TaskId))}");
        }

        var folder = Directory.CreateTempSubdirectory("segfunctions-sweep-");
        foreach (var (item, photo) in result.Manifest.Items.Zip(photos))
        {
            foreach (var mask in item.PictureMasks)
            {
                var asset = result.Assets.Single(found => found.Key == mask.Url);
                var file = Path.Combine(folder.FullName, "mask.png");
                await TryHardAsync(() => DownloadAsync(asset.Url, file, cancellationToken), cancellationToken);
                ExpectPng(jobId, mask.Url, await File.ReadAllBytesAsync(file, cancellationToken));
            }

            ExpectSame(jobId, photo, string.Join('\n', item.PictureMasks.Select(mask => $"{string.Join(' ', mask.Box)} {mask.Score} {mask.Area}")));
        }

        folder.Delete(recursive: true);
    }

    private async Task<bool> DownloadAsync(Uri url, string file, CancellationToken cancellationToken)
    {
        await client.DownloadAsync(url, file, cancellationToken);
        return true;
    }

    private static void ExpectPng(string jobId, string key, byte[] content)
    {
        if (content.Length < 16 || !content.AsSpan(1, 3).SequenceEqual("PNG"u8) || !content.AsSpan(^8..^4).SequenceEqual("IEND"u8))
        {
            throw new InvalidOperationException($"{jobId} has a damaged file: {key}, {content.Length} bytes.");
        }
    }

    /// <summary>The same photo gives the same masks, whoever made them and however many processes died in between.</summary>
    private void ExpectSame(string jobId, string photo, string finding)
    {
        lock (_lock)
        {
            if (!_findings.TryAdd(photo, finding) && _findings[photo] != finding)
            {
                throw new InvalidOperationException($"{jobId} found in {photo}:\n{finding}\nbut before:\n{_findings[photo]}");
            }
        }
    }

    private T Draw<T>(Func<Random, T> draw)
    {
        lock (_lock)
        {
            return draw(_random);
        }
    }

    private void Count(Func<KillSweepCounts, KillSweepCounts> change)
    {
        lock (_lock)
        {
            Counts = change(Counts);
        }
    }
}
