using System.Collections.Concurrent;
using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Shows each picture's state, and how many are done. A picture has a row from its first state on.</summary>
internal sealed class ItemBoard(IReadOnlyList<InputFile> files, IProgressRows rows)
{
    private static readonly Dictionary<string, double> _fractions = new()
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
        if (_fractions.TryGetValue(state, out var fraction))
        {
            RowOf(file).Report(fraction, state);
        }
    }

    public void End(InputFile file, ResultItem result)
    {
        RowOf(file).End(result.Succeeded ? $"success, {result.Segments.Count} segments" : $"failed: {result.Error}");
        var done = Interlocked.Increment(ref _done);
        _all.Report((double)done / files.Count, $"{done} of {files.Count} done");
    }

    private IProgressRow RowOf(InputFile file) => _rows.GetOrAdd(file, _ => new Lazy<IProgressRow>(() => rows.Add(file.Path))).Value;
}
