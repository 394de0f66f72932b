using System.IO.Compression;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Edges;

namespace SegFunctions.Inference.Rendering.Cutouts;

/// <summary>
/// An object as a file, in sRGB. Everything else is transparent, or shows the requested background. Pixels that were translucent in the picture remain so in the
/// cut-out, with the picture's colors. Away from the object nothing of the picture is kept.
/// </summary>
public static class CutoutFile
{
    private const int Compression = 4;
    private const int Quality = 90;
    private const int Alpha = 3;

    private static readonly double[] White = [Transparency.Opaque, Transparency.Opaque, Transparency.Opaque];

    // A fixed time rather than the attempt's: an attempt that runs twice writes the same bytes.
    private static readonly DateTimeOffset ZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="picture">Fully decoded.</param>
    /// <param name="matte">At the picture's size.</param>
    /// <param name="options">How to make the cut-out.</param>
    /// <param name="background">The picture that the options name; null if they name none.</param>
    public static byte[] Encode(Picture picture, Matte matte, CutoutOptions options, PictureSource? background = null)
    {
        if (picture.IsTransparent || !options.CleanEdges)
        {
            using var cut = Cut(picture, matte);
            return Encode(cut, options, background);
        }

        using var pixels = EdgeColors.Clean(picture, matte);
        using var clean = pixels.AsImage();
        return Encode(clean, options, background);
    }

    /// <summary>The media type of the bytes.</summary>
    public static string ContentTypeOf(CutoutFormat format) => format switch
    {
        CutoutFormat.Png => "image/png",
        CutoutFormat.Jpg => "image/jpeg",
        CutoutFormat.Webp => "image/webp",
        CutoutFormat.Zip => "application/zip",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <remarks>A picture with transparency already has its object's own colors along the edges.</remarks>
    private static Image Cut(Picture picture, Matte matte)
    {
        using var alpha = Multiply(matte.Image, picture.FindAlpha());
        using var shown = alpha > 0;
        using var colors = picture.Colors;
        using var pixels = shown.Ifthenelse(colors, new double[] { 0, 0, 0 });
        return pixels.Bandjoin(alpha);
    }

    private static Image Multiply(Image matte, Image? alpha)
    {
        if (alpha is null)
        {
            return matte.Copy();
        }

        using (alpha)
        using (var product = matte * alpha)
        using (var scaled = product.Linear([1.0 / Transparency.Opaque], [0.5]))
        {
            return scaled.Cast(Enums.BandFormat.Uchar);
        }
    }

    private static byte[] Encode(Image cut, CutoutOptions options, PictureSource? background)
    {
        using var colored = cut.Copy(interpretation: Enums.Interpretation.Srgb);
        using var framed = CutoutFrame.Lay(colored, options);
        if (options.AlphaOnly)
        {
            using var alpha = framed.ExtractBand(Alpha);
            using var gray = alpha.Copy(interpretation: Enums.Interpretation.Bw);
            return Save(gray, options.Format);
        }

        using var backdrop = CutoutBackdrop.Find(options.Background, background, framed.Width, framed.Height);
        if (options.Format == CutoutFormat.Zip)
        {
            return Zip(framed, backdrop?.Image);
        }

        using var composed = backdrop is null ? framed.Copy() : backdrop.Image.Composite2(framed, Enums.BlendMode.Over);
        using var bytes = composed.Cast(Enums.BandFormat.Uchar);
        using var complete = options.Format == CutoutFormat.Jpg ? bytes.Flatten(White) : WithoutNeedlessAlpha(bytes, backdrop);
        return Save(complete, options.Format);
    }

    private static Image WithoutNeedlessAlpha(Image image, CutoutBackdrop? backdrop) =>
        backdrop is { IsOpaque: true } ? image.ExtractBand(0, Alpha) : image.Copy();

    private static byte[] Zip(Image framed, Image? backdrop)
    {
        using var colors = framed.ExtractBand(0, Alpha);
        using var alpha = framed.ExtractBand(Alpha);
        using var gray = alpha.Copy(interpretation: Enums.Interpretation.Bw);
        using var opaque = backdrop?.Flatten(White);
        var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "color.jpg", Save(colors, CutoutFormat.Jpg));
            Add(archive, "alpha.png", Save(gray, CutoutFormat.Png));
            if (opaque is not null)
            {
                Add(archive, "background.jpg", Save(opaque, CutoutFormat.Jpg));
            }
        }

        return content.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = ZipTime;
        using var target = entry.Open();
        target.Write(content);
    }

    /// <remarks>Metadata is dropped: what a camera recorded about place and owner does not leave the service.</remarks>
    private static byte[] Save(Image image, CutoutFormat format) => format switch
    {
        CutoutFormat.Jpg => image.JpegsaveBuffer(q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None),
        CutoutFormat.Webp => image.WebpsaveBuffer(q: Quality, exact: true, keep: Enums.ForeignKeep.None),
        _ => image.PngsaveBuffer(compression: Compression, keep: Enums.ForeignKeep.None),
    };
}
