namespace SegFunctions.Inference.Postprocessing;

/// <summary>The connected components of a mask or of its background, computed from runs of equal pixels instead of single pixels.</summary>
internal sealed class MaskComponents
{
    private readonly List<PixelRun> _runs = [];
    private readonly List<int> _rowStarts = [];
    private readonly List<int> _parents = [];
    private readonly Dictionary<int, int> _areas = [];
    private readonly HashSet<int> _onBorder = [];

    private MaskComponents(BinaryMask mask, bool value)
    {
        // Objects are connected across corners, so the background must not be.
        var reach = value ? 1 : 0;
        FindRuns(mask, value);
        for (var y = 1; y < mask.Height; y++)
        {
            Join(y, reach);
        }

        for (var i = 0; i < _runs.Count; i++)
        {
            Measure(i, mask);
        }
    }

    /// <summary>The area of each component in pixels, by its number.</summary>
    public IReadOnlyDictionary<int, int> Areas => _areas;

    /// <param name="mask">The mask to search.</param>
    /// <param name="value">True for the set pixels (8-connected), false for the others (4-connected).</param>
    public static MaskComponents Find(BinaryMask mask, bool value) => new(mask, value);

    public bool TouchesBorder(int component) => _onBorder.Contains(component);

    /// <param name="x">Column of a pixel with the value that was searched for.</param>
    /// <param name="y">Row of the same pixel.</param>
    public int ComponentAt(int x, int y)
    {
        var (first, end) = (_rowStarts[y], _rowStarts[y + 1]);
        while (end - first > 1)
        {
            var middle = (first + end) / 2;
            (first, end) = _runs[middle].Start <= x ? (middle, end) : (first, middle);
        }

        return Root(first);
    }

    /// <param name="x">Column of any pixel.</param>
    /// <param name="y">Row of the same pixel.</param>
    /// <returns>The component with the nearest pixel; null if there is none.</returns>
    public int? FindNearest(int x, int y)
    {
        var (nearest, least) = ((int?)null, long.MaxValue);
        for (var i = 0; i < _runs.Count; i++)
        {
            var (across, down) = ((long)(x - Math.Clamp(x, _runs[i].Start, _runs[i].End - 1)), (long)(y - _runs[i].Y));
            var distance = (across * across) + (down * down);
            (nearest, least) = distance < least ? (i, distance) : (nearest, least);
        }

        return nearest is { } run ? Root(run) : null;
    }

    /// <summary>The runs of the components for which <paramref name="wanted"/> returns true.</summary>
    public IEnumerable<PixelRun> RunsOf(Func<int, bool> wanted)
    {
        for (var i = 0; i < _runs.Count; i++)
        {
            if (wanted(Root(i)))
            {
                yield return _runs[i];
            }
        }
    }

    /// <summary>Collects the runs, and for each row the index of its first one; an additional entry holds the end of the last row.</summary>
    private void FindRuns(BinaryMask mask, bool value)
    {
        foreach (var run in MaskRuns.Of(mask, value))
        {
            StartRowsUntil(run.Y);
            _parents.Add(_runs.Count);
            _runs.Add(run);
        }

        StartRowsUntil(mask.Height);
    }

    private void StartRowsUntil(int y)
    {
        while (_rowStarts.Count <= y)
        {
            _rowStarts.Add(_runs.Count);
        }
    }

    /// <summary>Joins the runs of a row with those of the row above.</summary>
    private void Join(int y, int reach)
    {
        var (above, current) = (_rowStarts[y - 1], _rowStarts[y]);
        var (aboveEnd, end) = (current, _rowStarts[y + 1]);
        while (above < aboveEnd && current < end)
        {
            var (upper, lower) = (_runs[above], _runs[current]);
            if (upper.Start < lower.End + reach && lower.Start < upper.End + reach)
            {
                var (first, second) = (Root(above), Root(current));
                _parents[Math.Max(first, second)] = Math.Min(first, second);
            }

            if (upper.End < lower.End)
            {
                above++;
            }
            else
            {
                current++;
            }
        }
    }

    private void Measure(int index, BinaryMask mask)
    {
        var (run, root) = (_runs[index], Root(index));
        _areas[root] = _areas.GetValueOrDefault(root) + run.Length;
        if (run.Y == 0 || run.Y == mask.Height - 1 || run.Start == 0 || run.End == mask.Width)
        {
            _onBorder.Add(root);
        }
    }

    private int Root(int index)
    {
        while (_parents[index] != index)
        {
            _parents[index] = _parents[_parents[index]];
            index = _parents[index];
        }

        return index;
    }
}
