using System.Net;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>Runs one job of at most 100 pictures or 100 videos, from the uploads to the downloaded files.</summary>
internal sealed class SegmentJob(SegmentationClient client, RunResults results, TimeProvider time)
{
    private const int ParallelTransfers = 4;
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestPoll = TimeSpan.FromSeconds(2);

    /// <summary>Gives each picture its result, unless the server fails.</summary>
    public async Task RunAsync(IReadOnlyList<InputFile> files, SegmentOptions options, CancellationToken cancellationToken)
    {
        var tasks = await UploadAsync(files, cancellationToken);
        if (tasks.Count == 0)
        {
            return;
        }

        var background = files[0].IsVideo ? null : await UploadBackgroundAsync(options, cancellationToken);
        var job = await client.CreateJobAsync(options.ToBody([.. tasks.Keys], files[0].IsVideo, background), cancellationToken);
        results.Add(new JournaledJob(job.JobId, tasks.ToDictionary(task => task.Key, task => task.Value.Folder)));
        var state = await PollAsync(job.JobId, tasks, cancellationToken);
        foreach (var task in state.Tasks.Where(task => task.Status != ResultItem.Success && tasks.ContainsKey(task.TaskId)))
        {
            results.End(tasks[task.TaskId], ResultItem.Fail(tasks[task.TaskId], task.Error ?? "The server gives no reason."));
        }

        await FetchAsync(state, tasks, cancellationToken);
    }

    /// <summary>Downloads the results of the pictures that an earlier run's job has processed. The others are left for a new job.</summary>
    public async Task TakeUpAsync(JournaledJob job, CancellationToken cancellationToken)
    {
        var open = results.FindOpen().ToDictionary(file => file.Folder);
        var tasks = job.Tasks.Where(task => open.ContainsKey(task.Value)).ToDictionary(task => task.Key, task => open[task.Value]);
        if (tasks.Count == 0)
        {
            return;
        }

        try
        {
            await FetchAsync(await PollAsync(job.JobId, tasks, cancellationToken), tasks, cancellationToken);
        }
        catch (ApiException exception) when (exception is { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone, Code: not null })
        {
            results.Remove(job);
        }
    }

    /// <returns>The uploaded files by task id; those that the server refused have a failed result already.</returns>
    private async Task<IReadOnlyDictionary<string, InputFile>> UploadAsync(IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var uploaded = new string?[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelTransfers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, parallel, async (i, token) =>
        {
            results.Board.Show(files[i], "uploading");
            try
            {
                await using var file = PictureBytes.Open(files[i].Path, files[i].ContentType);
                using var content = new FileContent(file, files[i].ContentType);
                uploaded[i] = await client.UploadAsync(content, token);
            }
            catch (ApiException exception) when (exception.IsAboutContent)
            {
                results.End(files[i], ResultItem.Fail(files[i], exception.Message));
            }
            catch (Exception exception) when (FileFault.Is(exception))
            {
                results.End(files[i], ResultItem.Fail(files[i], $"It cannot be read: {FileFault.Describe(exception)}"));
            }
        });
        return files.Index().Where(file => uploaded[file.Index] is not null).ToDictionary(file => uploaded[file.Index]!, file => file.Item);
    }

    /// <returns>The background's task id; null if there is no background, or it is not a file.</returns>
    private async Task<string?> UploadBackgroundAsync(SegmentOptions options, CancellationToken cancellationToken)
    {
        if (options.Cutout?.BackgroundFile is not { } path)
        {
            return null;
        }

        try
        {
            var type = PictureBytes.FindTypeOf(path) ?? throw new IOException($"It is not a {PictureBytes.KnownTypes} file.");
            await using var file = PictureBytes.Open(path, type);
            using var content = new FileContent(file, type);
            return await client.UploadAsync(content, cancellationToken);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"The background {path} cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }

    private async Task<JobResponse> PollAsync(string jobId, IReadOnlyDictionary<string, InputFile> tasks, CancellationToken cancellationToken)
    {
        var pause = FirstPoll;
        while (true)
        {
            var state = await client.GetJobAsync(jobId, cancellationToken);
            foreach (var task in state.Tasks.Where(task => tasks.ContainsKey(task.TaskId)))
            {
                results.Board.Show(tasks[task.TaskId], task.Status, task.FramesProcessed, task.Frames);
            }

            if (state.Status is ResultItem.Success or ResultItem.Failed)
            {
                return state;
            }

            // Once every picture is done, the job ends soon.
            var isEnding = state.Tasks.All(task => task.Status is ResultItem.Success or ResultItem.Failed);
            await Task.Delay(isEnding ? FirstPoll : pause, time, cancellationToken);
            pause = pause * 1.2 < SlowestPoll ? pause * 1.2 : SlowestPoll;
        }
    }

    private async Task FetchAsync(JobResponse state, IReadOnlyDictionary<string, InputFile> tasks, CancellationToken cancellationToken)
    {
        var done = state.Tasks.Where(task => task.Status == ResultItem.Success && tasks.ContainsKey(task.TaskId)).ToList();
        if (state.Status != ResultItem.Success || done.Count == 0)
        {
            return;
        }

        var result = await client.GetResultAsync(state.JobId, cancellationToken);
        using var assets = new SignedAssets(client, result, time);
        var download = new ItemDownload(assets, result.Manifest.Prompts, results.Folder);
        var entries = result.Manifest.Items.ToDictionary(item => item.TaskId);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelTransfers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(done, parallel, async (task, token) =>
        {
            var file = tasks[task.TaskId];
            results.Board.Show(file, "fetching");
            results.End(file, await download.FetchAsync(file, entries[task.TaskId], token));
        });
    }
}
