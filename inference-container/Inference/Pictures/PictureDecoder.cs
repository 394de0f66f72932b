using NetVips;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>Decodes files to pixels. Only the loader of the detected type runs, so a picture can reach no other decoder.</summary>
public sealed class PictureDecoder(PictureLimits limits)
{
    public PictureLimits Limits { get; } = limits;

    /// <summary>Every pixel, upright and sRGB.</summary>
    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <exception cref="InferenceException">The file is too large, of another type, animated, truncated or corrupt.</exception>
    public Picture Decode(byte[] content) => DecodeFor(content, int.MaxValue);

    /// <summary>
    /// Like <see cref="Decode"/>, but decodes only as many pixels as a network needs, which is much less work for a large JPEG or WebP and takes much less memory for any type. The
    /// picture's <see cref="Picture.Width"/> and <see cref="Picture.Height"/> remain those of the whole.
    /// </summary>
    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <param name="longSide">Sufficient pixels for the longer side; a smaller picture is not enlarged.</param>
    /// <exception cref="InferenceException">The file is too large, of another type, animated, truncated or corrupt.</exception>
    public Picture DecodeFor(byte[] content, int longSide)
    {
        if (content.LongLength > Limits.MaxBytes)
        {
            throw TooManyBytes(content.LongLength);
        }

        var type = PictureSniffer.FindType(content) ?? throw new InferenceException(
            InferenceErrorCode.InputTypeUnsupported,
            content.Length == 0 ? "The input is empty." : "The input is neither a JPEG, a PNG nor a WebP picture.");
        VipsRuntime.EnsureConfigured();
        try
        {
            using var header = PictureLoader.Open(content, type);
            RefuseByHeader(header, content, type);
            return Read(content, type, header, longSide);
        }
        catch (VipsException exception)
        {
            throw new InferenceException(
                InferenceErrorCode.InputCorrupt, $"The {Name(type)} picture is truncated or corrupt and cannot be decoded.", exception);
        }
    }

    /// <summary>For callers that know the size before they have the bytes.</summary>
    public InferenceException TooManyBytes(long bytes) => new(
        InferenceErrorCode.InputTooLarge, $"The input has {bytes:N0} bytes; at most {Limits.MaxBytes:N0} are accepted.");

    private static Picture Read(byte[] content, PictureType type, Image header, int longSide)
    {
        var (width, height) = LiesOnItsSide(header) ? (header.Height, header.Width) : (header.Width, header.Height);
        if (longSide >= Math.Max(width, height))
        {
            return new Picture(ToUpright(header, header.Width, header.Height), width, height);
        }

        var wanted = Letterbox.Fit(width, height, longSide);
        using var loaded = PictureLoader.OpenFor(content, type, header, wanted);
        var (storedWidth, storedHeight) = LiesOnItsSide(header) ? (wanted.Height, wanted.Width) : (wanted.Width, wanted.Height);
        return new Picture(ToUpright(loaded, storedWidth, storedHeight), width, height);
    }

    private void RefuseByHeader(Image image, byte[] content, PictureType type)
    {
        if ((long)image.Width * image.Height > Limits.MaxPixels)
        {
            throw new InferenceException(
                InferenceErrorCode.InputTooLarge,
                $"The picture has {image.Width} × {image.Height} pixels; at most {Limits.MaxPixels / 1_000_000.0:0.##} megapixels are accepted.");
        }

        var animated = type == PictureType.Png
            ? PictureSniffer.IsAnimatedPng(content)
            : image.Contains("n-pages") && Convert.ToInt32(image.Get("n-pages"), System.Globalization.CultureInfo.InvariantCulture) > 1;
        if (animated)
        {
            throw new InferenceException(InferenceErrorCode.InputTypeUnsupported, $"The {Name(type)} picture is animated; only still pictures are accepted.");
        }
    }

    /// <returns>In memory; three bands of bytes, and alpha if any pixel is transparent.</returns>
    private static Image ToUpright(Image loaded, int width, int height)
    {
        using var colors = loaded.HasAlpha() ? ToSrgbWithAlpha(loaded, width, height) : ToSrgb(loaded, width, height);
        using var bytes = colors.Cast(Enums.BandFormat.Uchar);
        var pixels = WithoutNeedlessAlpha(bytes.CopyMemory());
        if (OrientationOf(pixels) == 1)
        {
            return pixels;
        }

        using (pixels)
        using (var upright = pixels.Autorot())
        {
            return upright.CopyMemory();
        }
    }

    private static Image ToSrgb(Image loaded, int width, int height)
    {
        // Scale first, so that a color profile is applied only to the remaining pixels.
        using var scaled = PictureScaling.ToSize(loaded, width, height);
        return PictureColors.ToSrgb(scaled);
    }

    private static Image ToSrgbWithAlpha(Image loaded, int width, int height)
    {
        var colors = PictureColors.ToSrgb(loaded);
        if ((colors.Width, colors.Height) == (width, height))
        {
            return colors;
        }

        // Invisible pixels have colors too, which must not bleed into their neighbors.
        using (colors)
        using (var weighted = colors.Premultiply())
        using (var scaled = PictureScaling.ToSize(weighted, width, height))
        using (var unweighted = scaled.Unpremultiply())
        {
            return unweighted.Rint();
        }
    }

    private static Image WithoutNeedlessAlpha(Image pixels)
    {
        if (!pixels.HasAlpha() || !Transparency.IsNone(pixels))
        {
            return pixels;
        }

        using (pixels)
        using (var colors = Transparency.ColorsOf(pixels))
        {
            return colors.CopyMemory();
        }
    }

    /// <summary>EXIF's number, 1–8: from 5 on, the camera was turned on its side, so rows are displayed as columns.</summary>
    private static int OrientationOf(Image image) => image.Contains("orientation") && image.Get("orientation") is int orientation ? orientation : 1;

    private static bool LiesOnItsSide(Image image) => OrientationOf(image) is >= 5 and <= 8;

    private static string Name(PictureType type) => type switch
    {
        PictureType.Jpeg => "JPEG",
        PictureType.Png => "PNG",
        _ => "WebP",
    };
}
