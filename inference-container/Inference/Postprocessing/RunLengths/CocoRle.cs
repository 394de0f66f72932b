using System.Buffers;
using System.Text;

namespace SegFunctions.Inference.Postprocessing.RunLengths;

/// <summary>
/// A mask in COCO's format (cocoapi, <c>common/maskApi.c</c>): pixels column by column, as lengths of alternating runs of zeros and ones, starting with zeros.
/// </summary>
/// <param name="Height">The mask's height, pixels, at least 1.</param>
/// <param name="Width">The mask's width, pixels, at least 1.</param>
/// <param name="Counts">Not negative; their sum is <paramref name="Height"/> × <paramref name="Width"/>. The first is 0 if the top left pixel is set.</param>
public sealed record CocoRle(int Height, int Width, IReadOnlyList<int> Counts)
{
    public static CocoRle FromMask(BinaryMask mask) => new(mask.Height, mask.Width, CocoRleEncoder.Encode(mask));

    /// <param name="height">As in <see cref="Height"/>.</param>
    /// <param name="width">As in <see cref="Width"/>.</param>
    /// <param name="text">The <c>counts</c> string of a compressed RLE.</param>
    /// <exception cref="FormatException">The text is not an RLE of this size.</exception>
    public static CocoRle FromText(int height, int width, string text) => new(height, width, CocoRleText.Read(text));

    /// <summary>The <c>counts</c> string of a compressed RLE.</summary>
    public string ToText() => CocoRleText.Write(Counts);

    /// <exception cref="FormatException">The counts are not an RLE of this size.</exception>
    public BinaryMask ToMask() => CocoRleDecoder.Decode(this);
}

/// <summary>
/// COCO's text encoding of run lengths: from the fourth on, the difference from the count two places before; five bits per character, low ones first, plus 32 if
/// more follow, plus 48.
/// </summary>
internal static class CocoRleText
{
    private const int Zero = 48;
    private const int More = 0x20;
    private const int Sign = 0x10;
    private const int BitsPerCharacter = 5;

    // A signed difference of two counts takes 33 bits.
    private const int MostCharactersPerCount = 7;

    public static string Write(IReadOnlyList<int> counts)
    {
        var text = ArrayPool<byte>.Shared.Rent(counts.Count * MostCharactersPerCount);
        var length = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            length += Write(i > 2 ? (long)counts[i] - counts[i - 2] : counts[i], text.AsSpan(length));
        }

        var result = Encoding.ASCII.GetString(text, 0, length);
        ArrayPool<byte>.Shared.Return(text);
        return result;
    }

    /// <exception cref="FormatException">A character or a number is invalid in an RLE.</exception>
    public static int[] Read(string text)
    {
        var counts = new List<int>(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var value = ReadNumber(text, ref position);
            var count = counts.Count > 2 ? value + counts[^2] : value;
            counts.Add(count is >= 0 and <= int.MaxValue ? (int)count : throw new FormatException("A run length is negative or too large."));
        }

        return [.. counts];
    }

    private static int Write(long value, Span<byte> text)
    {
        for (var length = 1; ; length++)
        {
            var bits = (int)(value & 0x1F);
            value >>= BitsPerCharacter;
            var ended = (bits & Sign) == 0 ? value == 0 : value == -1;
            text[length - 1] = (byte)((ended ? bits : bits | More) + Zero);
            if (ended)
            {
                return length;
            }
        }
    }

    private static long ReadNumber(string text, ref int position)
    {
        var value = 0L;
        for (var shift = 0; shift < MostCharactersPerCount * BitsPerCharacter; shift += BitsPerCharacter)
        {
            var bits = position < text.Length ? text[position++] - Zero : -1;
            if (bits is < 0 or > 0x3F)
            {
                break;
            }

            value |= (long)(bits & 0x1F) << shift;
            if ((bits & More) == 0)
            {
                return (bits & Sign) == 0 ? value : value | (-1L << (shift + BitsPerCharacter));
            }
        }

        throw new FormatException("The text is not a compressed run-length encoding.");
    }
}
