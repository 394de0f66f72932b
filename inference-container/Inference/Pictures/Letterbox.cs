namespace SegFunctions.Inference.Pictures;

/// <summary>
/// The size of a picture, or of a region of one, in a network's square input: its longer side is scaled to the square's, the content is at the top
/// left, and the rest is padding.
/// </summary>
internal readonly record struct Letterbox
{
    private Letterbox(int pictureWidth, int pictureHeight, int side, double scale)
        : this(pictureWidth, pictureHeight, side, Scaled(pictureWidth, scale), Scaled(pictureHeight, scale))
    {
    }

    private Letterbox(int pictureWidth, int pictureHeight, int side, int width, int height)
    {
        PictureWidth = pictureWidth;
        PictureHeight = pictureHeight;
        Side = side;
        Width = width;
        Height = height;
    }

    public int PictureWidth { get; }

    public int PictureHeight { get; }

    /// <summary>Width and height of the square, pixels.</summary>
    public int Side { get; }

    /// <summary>Width of the content inside the square, at least 1.</summary>
    public int Width { get; }

    /// <summary>Height of the content inside the square, at least 1.</summary>
    public int Height { get; }

    /// <summary>Input pixels per picture pixel; differs from <see cref="ScaleY"/> only by rounding to whole pixels.</summary>
    public double ScaleX => (double)Width / PictureWidth;

    public double ScaleY => (double)Height / PictureHeight;

    public static Letterbox Fit(int pictureWidth, int pictureHeight, int side) =>
        new(pictureWidth, pictureHeight, side, (double)side / Math.Max(pictureWidth, pictureHeight));

    /// <summary>The content fills the square; its proportions are lost.</summary>
    public static Letterbox Stretch(int pictureWidth, int pictureHeight, int side) => new(pictureWidth, pictureHeight, side, side, side);

    /// <summary>The same layout in a square of another size.</summary>
    public Letterbox Resize(int side) => Width == Side && Height == Side ? Stretch(PictureWidth, PictureHeight, side) : Fit(PictureWidth, PictureHeight, side);

    /// <summary>The content keeps its proportions and fills a part of the square, in its top left corner, as far as possible.</summary>
    public static Letterbox FitPart(int pictureWidth, int pictureHeight, int side, int partWidth, int partHeight) =>
        new(pictureWidth, pictureHeight, side, Math.Min((double)partWidth / pictureWidth, (double)partHeight / pictureHeight));

    private static int Scaled(int length, double scale) => Math.Max(1, (int)Math.Floor((length * scale) + 0.5));
}
