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
