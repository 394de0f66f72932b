using System.Collections.Concurrent;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>One job of at most 100 pictures, from their upload to their files.</summary>
internal sealed class SegmentJob(SegmentationClient client, ResultFolder folder, ItemBoard board, TimeProvider time)
{
    private const int ParallelTransfers = 4;
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestPoll = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<InputFile, ResultItem> _results = new();

    /// <summary>Null when no picture could be uploaded.</summary>
    public string? JobId { get; private set; }

    /// <returns>A result a file, in their order.</returns>
    public async Task<IReadOnlyList<ResultItem>> RunAsync(IReadOnlyList<InputFile> files, SegmentOptions options, CancellationToken cancellationToken)
    {
        var tasks = await UploadAsync(files, cancellationToken);
        if (tasks.Count > 0)
        {
            JobId = (await client.CreateJobAsync(options.ToBody([.. tasks.Keys]), cancellationToken)).JobId;
            var state = await PollAsync(JobId, tasks, cancellationToken);
            foreach (var task in state.Tasks.Where(task => task.Status != ResultItem.Success))
            {
                End(tasks[task.TaskId], ResultItem.Fail(tasks[task.TaskId], task.Error ?? "The server gives no reason."));
            }

            if (state.Status == ResultItem.Success)
            {
                await FetchAsync(JobId, state, tasks, cancellationToken);
            }
        }

        return [.. files.Select(file => _results[file])];
    }

    /// <returns>The files by task id; those that the server refuses have their result already.</returns>
    private async Task<IReadOnlyDictionary<string, InputFile>> UploadAsync(IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var uploaded = new string?[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelTransfers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Count, parallel, async (i, token) =>
        {
            folder.Clear(files[i]);
            board.Show(files[i], "uploading");
            try
            {
                uploaded[i] = await client.UploadAsync(files[i].Path, files[i].ContentType, token);
            }
            catch (ApiException exception) when (exception.Code != "Unauthorized")
            {
                End(files[i], ResultItem.Fail(files[i], exception.Message));
            }
        });
        return files.Index().Where(file => uploaded[file.Index] is not null).ToDictionary(file => uploaded[file.Index]!, file => file.Item);
    }

    private async Task<JobState> PollAsync(string jobId, IReadOnlyDictionary<string, InputFile> tasks, CancellationToken cancellationToken)
    {
        var pause = FirstPoll;
        while (true)
        {
            var state = await client.GetJobAsync(jobId, cancellationToken);
            foreach (var task in state.Tasks)
            {
                board.Show(tasks[task.TaskId], task.Status);
            }

            if (state.Status is ResultItem.Success or ResultItem.Failed)
            {
                return state;
            }

            // When every picture has ended, the job is about to.
            var isEnding = state.Tasks.All(task => task.Status is ResultItem.Success or ResultItem.Failed);
            await Task.Delay(isEnding ? FirstPoll : pause, time, cancellationToken);
            pause = pause * 1.2 < SlowestPoll ? pause * 1.2 : SlowestPoll;
        }
    }

    private async Task FetchAsync(
        string jobId, JobState state, IReadOnlyDictionary<string, InputFile> tasks, CancellationToken cancellationToken)
    {
        var result = await client.GetResultAsync(jobId, cancellationToken);
        using var assets = new SignedAssets(client, result, time);
        var entries = result.Manifest.Items.ToDictionary(item => item.TaskId);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelTransfers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(state.Tasks.Where(task => task.Status == ResultItem.Success), parallel, async (task, token) =>
        {
            var file = tasks[task.TaskId];
            board.Show(file, "fetching");
            End(file, await FetchItemAsync(file, entries[task.TaskId], assets, token));
        });
    }

    private async Task<ResultItem> FetchItemAsync(InputFile file, ManifestEntry entry, SignedAssets assets, CancellationToken cancellationToken)
    {
        var preview = await FetchAsync(entry.PreviewUrl, ResultFolder.PreviewOf(file));
        var segments = new List<ResultSegment>();
        foreach (var (i, mask) in entry.Masks.Index())
        {
            var path = (await FetchAsync(mask.Url, ResultFolder.MaskOf(file, i)))!;
            var cutout = await FetchAsync(mask.CutoutUrl, ResultFolder.CutoutOf(file, i));
            segments.Add(new ResultSegment(mask.Prompt, mask.Score, mask.Box, mask.Area, path, cutout));
        }

        var rles = await FetchAsync(entry.RleUrl, ResultFolder.RlesOf(file));
        var polygons = await FetchAsync(entry.PolygonsUrl, ResultFolder.PolygonsOf(file));
        var note = entry.UnansweredPrompts is { Count: > 0 } words ? $"Not in the model's vocabulary: {string.Join(", ", words)}." : null;
        return new ResultItem(file.Path, ResultItem.Success, note, preview, segments, rles, polygons);

        async Task<string?> FetchAsync(string? key, string path)
        {
            if (key is null)
            {
                return null;
            }

            await assets.DownloadAsync(key, folder.FullPath(path), cancellationToken);
            return path;
        }
    }

    private void End(InputFile file, ResultItem result)
    {
        _results[file] = result;
        board.End(file, result);
    }
}
