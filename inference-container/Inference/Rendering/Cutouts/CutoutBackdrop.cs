using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Rendering.Cutouts;

/// <summary>The background behind an object: RGBA of the cut-out's size.</summary>
internal sealed class CutoutBackdrop : IDisposable
{
    private readonly PixelBuffer? _pixels;

    private CutoutBackdrop(Image image, bool isOpaque, PixelBuffer? pixels) => (Image, IsOpaque, _pixels) = (image, isOpaque, pixels);

    public Image Image { get; }

    public bool IsOpaque { get; }

    /// <param name="wanted">Null for no background.</param>
    /// <param name="picture">The background picture, if one is wanted.</param>
    /// <param name="width">Width of the cut-out, pixels.</param>
    /// <param name="height">Height of the cut-out, pixels.</param>
    public static CutoutBackdrop? Find(CutoutBackground? wanted, PictureSource? picture, int width, int height) => wanted switch
    {
        { Color: { } color } => Paint(Convert.FromHexString(color), width, height),
        { Picture: not null } when picture is not null => Fill(picture, width, height),
        _ => null,
    };

    public void Dispose()
    {
        Image.Dispose();
        _pixels?.Dispose();
    }

    private static CutoutBackdrop Paint(byte[] color, int width, int height)
    {
        var opacity = color.Length > 3 ? color[3] : byte.MaxValue;
        using var black = Image.Black(width, height);
        using var bands = black.NewFromImage(color[0], color[1], color[2], opacity);
        return new CutoutBackdrop(ToColors(bands), opacity == byte.MaxValue, null);
    }

    /// <summary>Covers the whole frame with the middle of the picture.</summary>
    private static CutoutBackdrop Fill(PictureSource picture, int width, int height)
    {
        var scale = Math.Max((double)width / picture.Width, (double)height / picture.Height);
        var (across, down) = (Math.Clamp((int)Math.Round(width / scale), 1, picture.Width), Math.Clamp((int)Math.Round(height / scale), 1, picture.Height));
        var region = new PixelBox((picture.Width - across) / 2, (picture.Height - down) / 2, across, down);
        var pixels = picture.ForRegion(region, Math.Max(width, height)).Resize(region, width, height);
        using var shown = pixels.AsImage();
        using var opaque = shown.Bandjoin(byte.MaxValue);
        return new CutoutBackdrop(ToColors(opaque), isOpaque: true, pixels);
    }

    private static Image ToColors(Image bands)
    {
        using var bytes = bands.Cast(Enums.BandFormat.Uchar);
        return bytes.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
