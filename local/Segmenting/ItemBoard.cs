using System.Collections.Concurrent;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Shows how many inputs are done, and the state of each, with the frames of videos; if there are many inputs, only the state of those in progress.</summary>
internal sealed class ItemBoard(IReadOnlyList<InputFile> files, IProgressRows rows, TimeProvider time)
{
    private const int Many = 12;
    private static readonly string[] Resting = ["queued", "success"];
    private static readonly Dictionary<string, double> Fractions = new()
    {
        ["uploading"] = 0.1,
        ["queued"] = 0.25,
        ["processing"] = 0.5,
        ["success"] = 0.8,
        ["fetching"] = 0.9,
    };

    private readonly IProgressRow _all = rows.Add(CountOf(files));
    private readonly ConcurrentDictionary<InputFile, FramePace> _paces = new();
    private readonly ConcurrentDictionary<InputFile, Lazy<IProgressRow>> _rows = new();
    private int _done;

    /// <param name="processed">Frames processed of a video; null if that is not known.</param>
    /// <param name="frames">Frames to process; null if that is not known.</param>
    public void Show(InputFile file, string state, int? processed, int? frames)
    {
        if (processed is { } done && frames is { } all)
        {
            var left = _paces.GetOrAdd(file, _ => new FramePace(time.GetUtcNow(), done)).FindTimeLeft(time.GetUtcNow(), done, all);
            var detail = $"{done} of {CountOf(all, "frame")}" + (left is null ? "" : $", {FramePace.ToText(left.Value)} left");
            RowOf(file).Report(Fractions["processing"] * (1 + ((double)done / all)), state, detail);
        }
        else
        {
            Show(file, state);
        }
    }

    public void Show(InputFile file, string state)
    {
        if (files.Count > Many && Resting.Contains(state))
        {
            Rest(file, state);
        }
        else if (Fractions.TryGetValue(state, out var fraction))
        {
            RowOf(file).Report(fraction, state);
        }
    }

    public void End(InputFile file, ResultItem result)
    {
        RowOf(file).End(result.Succeeded ? $"success, {CountOf(result)}" : $"failed: {result.Error}");
        var done = Interlocked.Increment(ref _done);
        _all.Report((double)done / files.Count, $"{done} of {files.Count} done");
    }

    public void Say(string line) => _all.Report((double)_done / files.Count, line);

    private void Rest(InputFile file, string state)
    {
        if (_rows.TryRemove(file, out var row))
        {
            row.Value.End(state);
        }
    }

    private IProgressRow RowOf(InputFile file) => _rows.GetOrAdd(file, _ => new Lazy<IProgressRow>(() => rows.Add(file.Folder))).Value;

    private static string CountOf(ResultItem result) => result.Video is { } video
        ? CountOf(video.Objects.Count, "object") + (video.Counts is { } counts ? $" in {CountOf(counts.FramesProcessed, "frame")}" : "")
        : CountOf(result.Segments.Count(segment => segment.IsAnswer), "segment");

    private static string CountOf(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string CountOf(IReadOnlyList<InputFile> files) => (files.Count, files.Count(file => file.IsVideo)) switch
    {
        (var all, 0) => CountOf(all, "picture"),
        (var all, var videos) when all == videos => CountOf(all, "video"),
        (var all, _) => CountOf(all, "file"),
    };
}
