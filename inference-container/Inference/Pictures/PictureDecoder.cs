using NetVips;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>Bytes to pixels. Only the loader of the sniffed type runs, so no other decoder can be reached by a picture.</summary>
public sealed class PictureDecoder(PictureLimits limits)
{
    private static readonly double[] White = [255, 255, 255];

    public PictureLimits Limits { get; } = limits;

    /// <summary>Upright sRGB pixels; transparency is laid on white, as a page would show it.</summary>
    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <exception cref="InferenceException">The file is too large, of another type, animated, truncated or corrupt.</exception>
    public Picture Decode(byte[] content)
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
            using var loaded = Open(content, type);
            RefuseByHeader(loaded, content, type);
            return new Picture(ToUprightRgb(loaded));
        }
        catch (VipsException exception)
        {
            throw new InferenceException(
                InferenceErrorCode.InputCorrupt, $"The {Name(type)} picture is truncated or corrupt and cannot be decoded.", exception);
        }
    }

    /// <summary>For callers that know the size before they hold the bytes.</summary>
    public InferenceException TooManyBytes(long bytes) => new(
        InferenceErrorCode.InputTooLarge, $"The input has {bytes:N0} bytes; at most {Limits.MaxBytes:N0} are accepted.");

    // Reads the header only; pixels are decoded when something asks for them.
    private static Image Open(byte[] content, PictureType type) => type switch
    {
        PictureType.Jpeg => Image.JpegloadBuffer(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        PictureType.Png => Image.PngloadBuffer(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        PictureType.Webp => Image.WebploadBuffer(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        _ => throw new InvalidOperationException($"No loader for {type}."),
    };

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

    private static Image ToUprightRgb(Image loaded)
    {
        using var colours = loaded.Colourspace(Enums.Interpretation.Srgb);
        using var opaque = colours.HasAlpha() ? colours.Flatten(background: White) : colours.Copy();
        using var bytes = opaque.Cast(Enums.BandFormat.Uchar);
        var pixels = bytes.CopyMemory();
        if (!pixels.Contains("orientation") || pixels.Get("orientation") is 1)
        {
            return pixels;
        }

        using (pixels)
        using (var upright = pixels.Autorot())
        {
            return upright.CopyMemory();
        }
    }

    private static string Name(PictureType type) => type switch
    {
        PictureType.Jpeg => "JPEG",
        PictureType.Png => "PNG",
        _ => "WebP",
    };
}
