using System.Reflection;
using System.Runtime.InteropServices;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>
/// The encoder's results for the blank part of the square beside a picture that does not fill it: means over photos, so that most of that part need not be
/// computed. There is one table for pictures cut at the bottom and one for those cut on the right, in the embedded <c>tiny-vit-edges.bin</c>, as 16-bit floats.
/// </summary>
/// <remarks>Means over the tokens of a row suffice for the windows and the convolutions; the embedding is stored by cell, as a product of rank 8.</remarks>
internal sealed class EdgeTable
{
    /// <summary>Tokens from the edge that windows reach.</summary>
    public const int WindowTokens = 7;

    /// <summary>Rank of the product that the cells of the embedding are stored as.</summary>
    public const int Rank = 8;

    /// <summary>Tokens along the square's side.</summary>
    public const int Cells = 64;

    /// <summary>Channels of the embedding.</summary>
    public const int Channels = 256;

    private const string Resource = "tiny-vit-edges.bin";
    private const int WindowChannels = 480;
    private const int WindowBlocks = 6;
    private static readonly int[] ConvolutionChannels = [128, 128, 160, 160, 160, 160, 160, 160, 320, 320, 320, Channels];

    /// <summary>Heights, or widths, of a cut input, in pixels, ascending. At each of them, the windows of 7 tokens are complete.</summary>
    public static IReadOnlyList<int> Sides { get; } = [672, 784, 896];

    /// <summary>Rows of cells of the embedding that the shortest input omits.</summary>
    public static int MostLeftOut { get; } = Cells - (Sides[0] / 16);

    /// <summary>By block of the second layer: [7, 480], queries, keys and values of the tokens beyond the edge.</summary>
    public required IReadOnlyList<float[]> Windows { get; init; }

    /// <summary>By convolution, in the order of the network: the channels of the token beyond the edge.</summary>
    public required IReadOnlyList<float[]> Convolutions { get; init; }

    /// <summary>By side: the omitted part of the embedding.</summary>
    public required IReadOnlyList<Filling> Fillings { get; init; }

    /// <returns>The tables for pictures cut at the bottom and on the right.</returns>
    public static (EdgeTable Rows, EdgeTable Columns) ReadBoth()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var rest = new Queue<float>();
        foreach (var number in MemoryMarshal.Cast<byte, Half>(bytes))
        {
            rest.Enqueue((float)number);
        }

        return (Read(rest), Read(rest));
    }

    private static EdgeTable Read(Queue<float> numbers) => new()
    {
        Windows = [.. Enumerable.Range(0, WindowBlocks).Select(_ => Take(numbers, WindowTokens * WindowChannels))],
        Convolutions = [.. ConvolutionChannels.Select(channels => Take(numbers, channels))],
        Fillings =
        [
            .. Sides.Select(side => new Filling(
                Take(numbers, Channels), Take(numbers, Rank * Channels), Take(numbers, (Cells - (side / 16)) * Cells * Rank))),
        ],
    };

    private static float[] Take(Queue<float> numbers, int count)
    {
        var taken = new float[count];
        for (var i = 0; i < count; i++)
        {
            taken[i] = numbers.Dequeue();
        }

        return taken;
    }

    /// <summary>The omitted part of an embedding.</summary>
    /// <param name="Mean">[256].</param>
    /// <param name="Basis">[8, 256].</param>
    /// <param name="Coefficients">[omitted rows of cells, 64, 8], starting at the edge.</param>
    internal sealed record Filling(float[] Mean, float[] Basis, float[] Coefficients);
}
