namespace SegFunctions.Inference.Networks.Sam;

/// <summary>How many rows, or columns, of the encoder's input a run takes. Its time grows with them.</summary>
/// <param name="Side">Length of the square input's side, pixels.</param>
/// <param name="Cuts">Shorter lengths to which the input may be cut, pixels, ascending; empty if it is always square.</param>
internal sealed record SamRows(int Side, IReadOnlyList<int> Cuts)
{
    /// <summary>Blank rows or columns that must remain beside the content of a cut input: the network recognizes a picture's edge by them.</summary>
    private const int LeastBlank = 12;

    /// <returns>Pixels of input for this many pixels of content.</returns>
    public int For(int content) => Cuts.FirstOrDefault(cut => cut >= content + LeastBlank, Side);

    /// <returns>The most content, pixels, of an input that is as long as this one's.</returns>
    public int MostBeside(int content) => For(content) is var rows && rows < Side ? rows - LeastBlank : Side;
}
