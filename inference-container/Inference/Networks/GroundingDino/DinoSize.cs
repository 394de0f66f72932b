namespace SegFunctions.Inference.Networks.GroundingDino;

/// <summary>The size to which a picture is scaled: its shorter side becomes 800 pixels, unless its longer side would then exceed 1333.</summary>
/// <remarks>Rounded as in huggingface/transformers, <c>get_size_with_aspect_ratio</c>.</remarks>
internal static class DinoSize
{
    private const int Shortest = 800;
    private const int Longest = 1333;

    public static (int Width, int Height) Of(int width, int height)
    {
        var (shorter, longer) = ((double)Math.Min(width, height), (double)Math.Max(width, height));
        var exact = longer / shorter * Shortest > Longest ? Longest * shorter / longer : Shortest;
        var side = (int)Math.Round(exact);
        if (Math.Min(width, height) == side)
        {
            return (width, height);
        }

        var other = (int)(exact * longer / shorter);
        return width < height ? (Math.Max(1, side), other) : (other, Math.Max(1, side));
    }
}
