using System.Collections.Concurrent;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Shows how many pictures are done and the state of each; if there are many, only of those in progress.</summary>
internal sealed class ItemBoard(IReadOnlyList<InputFile> files, IProgressRows rows)
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

    private readonly IProgressRow _all = rows.Add(files.Count == 1 ? "1 picture" : $"{files.Count} pictures");
    private readonly ConcurrentDictionary<InputFile, Lazy<IProgressRow>> _rows = new();
    private int _done;

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

    private static string CountOf(ResultItem result) => result.Segments.Count == 1 ? "1 segment" : $"{result.Segments.Count} segments";
}
