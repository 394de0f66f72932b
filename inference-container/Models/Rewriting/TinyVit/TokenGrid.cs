namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>The sizes of one layer's tokens, which the network computes from those of its input. Each property is the name of a list of integers.</summary>
internal sealed class TokenGrid
{
    private readonly GraphSketch _sketch;
    private readonly string _name;
    private readonly HashSet<string> _shapes = [];

    /// <param name="sketch">The graph to write to.</param>
    /// <param name="name">Prefix of the values' names.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="window">Tokens along a window's side.</param>
    public TokenGrid(GraphSketch sketch, string name, string size, int window)
    {
        (_sketch, _name, Size) = (sketch, name, size);
        var side = sketch.Add(window, window);
        WindowCounts = sketch.Emit($"{name}.windows", "Div", [sketch.Emit($"{name}.up", "Add", [size, sketch.Add(window - 1, window - 1)]), side]);
        WholeSize = sketch.Emit($"{name}.whole", "Mul", [WindowCounts, side]);
        var missing = sketch.Emit($"{name}.missing", "Sub", [WholeSize, size]);
        (Rows, Columns) = (At(size, 0, "rows"), At(size, 1, "columns"));
        (MissingRows, MissingColumns) = (At(missing, 0, "missing-rows"), At(missing, 1, "missing-columns"));
        (WindowRows, WindowColumns) = (At(WindowCounts, 0, "window-rows"), At(WindowCounts, 1, "window-columns"));
        WholeColumns = At(WholeSize, 1, "whole-columns");
        ColumnsAndOne = sketch.Emit($"{name}.columns-and-one", "Add", [Columns, sketch.Add(1)]);
    }

    /// <summary>Rows and columns.</summary>
    public string Size { get; }

    public string Rows { get; }

    public string Columns { get; }

    public string ColumnsAndOne { get; }

    /// <summary>Rows and columns of windows, including incomplete ones at the end.</summary>
    public string WindowCounts { get; }

    public string WindowRows { get; }

    public string WindowColumns { get; }

    /// <summary>Rows and columns of tokens if all windows were complete.</summary>
    public string WholeSize { get; }

    public string WholeColumns { get; }

    /// <summary>Rows missing from <see cref="Size"/> to <see cref="WholeSize"/>.</summary>
    public string MissingRows { get; }

    public string MissingColumns { get; }

    /// <summary>Writes a shape from these parts: numbers, or names of lists.</summary>
    public string Shape(params IReadOnlyList<object> parts)
    {
        var name = $"{_name}({string.Join(',', parts)})";
        return _shapes.Add(name) ? _sketch.Concatenate(name, 0, [.. parts.Select(part => part as string ?? _sketch.Add((int)part))]) : name;
    }

    private string At(string list, int index, string name) =>
        _sketch.Emit($"{_name}.{name}", "Slice", [list, _sketch.Add(index), _sketch.Add(index + 1)]);
}
