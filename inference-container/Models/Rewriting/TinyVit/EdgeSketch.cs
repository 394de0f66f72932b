using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>Writes the tokens assumed beyond the last row and column: the table's if the input is cut there, otherwise those of the square's own edge.</summary>
internal sealed class EdgeSketch
{
    private const int Stride = 16;

    private readonly GraphSketch _sketch;
    private readonly (EdgeTable Rows, EdgeTable Columns) _tables;
    private readonly string _rowsAreCut;
    private readonly string _columnsAreCut;

    /// <param name="sketch">The graph to write to.</param>
    /// <param name="cells">Name of the number of rows and columns of the embedding that are computed.</param>
    public EdgeSketch(GraphSketch sketch, string cells)
    {
        (_sketch, _tables) = (sketch, EdgeTable.ReadBoth());
        AreCut = sketch.Emit("are-cut", "Less", [cells, sketch.Add(EdgeTable.Cells, EdgeTable.Cells)]);
        _rowsAreCut = sketch.Emit("rows-are-cut", "Slice", [AreCut, sketch.Add(0), sketch.Add(1)]);
        _columnsAreCut = sketch.Emit("columns-are-cut", "Slice", [AreCut, sketch.Add(1), sketch.Add(2)]);
    }

    /// <summary>Name of two booleans: whether rows, and whether columns, are cut.</summary>
    public string AreCut { get; }

    /// <summary>Pads the tokens so that all windows are complete.</summary>
    /// <param name="name">Prefix of the values' names.</param>
    /// <param name="tokens">[rows, columns, channels].</param>
    /// <param name="grid">Sizes of the tokens.</param>
    /// <param name="channels">Channels of a token.</param>
    /// <param name="blank">[channels], the token beyond the square's edge.</param>
    /// <param name="block">Index of the block in the second layer; null for a layer whose windows are complete wherever the input is cut.</param>
    public string CompleteWindows(string name, string tokens, TokenGrid grid, int channels, Tensor blank, int? block)
    {
        var square = _sketch.Add($"{name}.blank", blank.Reshape(1, 1, channels));
        var columns = square;
        var rows = square;
        if (block is { } index)
        {
            columns = Choose($"{name}.columns", _columnsAreCut, _tables.Columns.Windows[index], [1, EdgeTable.WindowTokens, channels], square);
            columns = _sketch.TakeFirst($"{name}.columns.first", columns, 1, grid.MissingColumns);
            rows = Choose($"{name}.rows", _rowsAreCut, _tables.Rows.Windows[index], [EdgeTable.WindowTokens, 1, channels], square);
            rows = _sketch.TakeFirst($"{name}.rows.first", rows, 0, grid.MissingRows);
        }

        columns = _sketch.Emit($"{name}.right", "Expand", [columns, grid.Shape(grid.Rows, grid.MissingColumns, channels)]);
        var wide = _sketch.Concatenate($"{name}.wide", 1, tokens, columns);
        rows = _sketch.Emit($"{name}.below", "Expand", [rows, grid.Shape(grid.MissingRows, grid.WholeColumns, channels)]);
        return _sketch.Concatenate($"{name}.complete", 0, wide, rows);
    }

    /// <summary>Adds a column and a row, which a convolution reads.</summary>
    /// <param name="name">Prefix of the values' names.</param>
    /// <param name="tokens">[rows, columns, channels].</param>
    /// <param name="grid">Sizes of the tokens.</param>
    /// <param name="channels">Channels of a token.</param>
    /// <param name="convolution">Index of the convolution among those that read tokens.</param>
    public string AddMargin(string name, string tokens, TokenGrid grid, int channels, int convolution)
    {
        var nothing = _sketch.Add($"nothing.{channels}", Tensor.OfFloat32([1, 1, channels], new float[channels]));
        var column = Choose($"{name}.column", _columnsAreCut, _tables.Columns.Convolutions[convolution], [1, 1, channels], nothing);
        column = _sketch.Emit($"{name}.right", "Expand", [column, grid.Shape(grid.Rows, 1, channels)]);
        var wide = _sketch.Concatenate($"{name}.wide", 1, tokens, column);
        var row = Choose($"{name}.row", _rowsAreCut, _tables.Rows.Convolutions[convolution], [1, 1, channels], nothing);
        row = _sketch.Emit($"{name}.below", "Expand", [row, grid.Shape(1, grid.ColumnsAndOne, channels)]);
        return _sketch.Concatenate($"{name}.margin", 0, wide, row);
    }

    /// <summary>Completes the embedding with the cells that were not computed.</summary>
    /// <param name="cells">[rows, columns, 256].</param>
    /// <param name="grid">Sizes of the cells.</param>
    /// <returns>[64, 64, 256].</returns>
    public string Fill(string cells, TokenGrid grid)
    {
        var all = _sketch.Add(EdgeTable.Cells, EdgeTable.Cells);
        var leftOut = _sketch.Emit("left-out", "Sub", [all, grid.Size]);
        var columns = _sketch.Transpose("fill.columns", Fill("fill.right", _tables.Columns, grid.Columns), 1, 0, 2);
        columns = _sketch.TakeFirst("fill.columns.first", columns, 1, _sketch.Emit("left-out.columns", "Slice", [leftOut, _sketch.Add(1), _sketch.Add(2)]));
        columns = _sketch.TakeFirst("fill.columns.rows", columns, 0, grid.Rows);
        var wide = _sketch.Concatenate("fill.wide", 1, cells, columns);
        var rows = Fill("fill.below", _tables.Rows, grid.Rows);
        rows = _sketch.TakeFirst("fill.rows.first", rows, 0, _sketch.Emit("left-out.rows", "Slice", [leftOut, _sketch.Add(0), _sketch.Add(1)]));
        return _sketch.Concatenate("fill.complete", 0, wide, rows);
    }

    /// <returns>[22, 64, 256], of which the last rows may be unused.</returns>
    private string Fill(string name, EdgeTable table, string computed)
    {
        var cells = EdgeTable.MostLeftOut * EdgeTable.Cells;
        var (means, bases, coefficients) = (new List<float>(), new List<float>(), new List<float>());
        foreach (var filling in table.Fillings)
        {
            means.AddRange(filling.Mean);
            bases.AddRange(filling.Basis);
            coefficients.AddRange(filling.Coefficients);
            coefficients.AddRange(new float[(cells * EdgeTable.Rank) - filling.Coefficients.Length]);
        }

        // Selects the side by the number of cells; the square omits nothing, so any side will do.
        var side = _sketch.Emit($"{name}.side", "Gather", [_sketch.Add([.. Enumerable.Range(0, EdgeTable.Cells + 1).Select(SideOf)]), computed]);
        var sides = EdgeTable.Sides.Count;
        var mean = Of("mean", means, [sides, EdgeTable.Channels], EdgeTable.Channels);
        var basis = Of("basis", bases, [sides, EdgeTable.Rank, EdgeTable.Channels], EdgeTable.Rank, EdgeTable.Channels);
        var coefficient = Of("coefficients", coefficients, [sides, cells, EdgeTable.Rank], cells, EdgeTable.Rank);
        var flat = _sketch.Emit($"{name}.cells", "Gemm", [coefficient, basis, mean]);
        return _sketch.Reshape($"{name}.map", flat, _sketch.Add(EdgeTable.MostLeftOut, EdgeTable.Cells, EdgeTable.Channels));

        string Of(string part, List<float> numbers, IReadOnlyList<int> shape, params IReadOnlyList<long> ofOne)
        {
            var constant = _sketch.Add($"{name}.{part}", Tensor.OfFloat32(shape, numbers.ToArray()));
            return _sketch.Reshape($"{name}.{part}.of-side.flat", _sketch.Emit($"{name}.{part}.of-side", "Gather", [constant, side]), _sketch.Add(ofOne));
        }
    }

    private static long SideOf(int cells) => Math.Max(0, EdgeTable.Sides.ToList().FindIndex(side => side >= cells * Stride));

    private string Choose(string name, string isCut, float[] numbers, IReadOnlyList<int> shape, string otherwise) =>
        _sketch.Emit($"{name}.chosen", "Where", [isCut, _sketch.Add($"{name}.cut", Tensor.OfFloat32(shape, numbers)), otherwise]);
}
