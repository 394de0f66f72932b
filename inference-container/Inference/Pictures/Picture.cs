using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetVips;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// A picture as displayed: upright, sRGB, 8 bits, 3 bands, and alpha if any pixel is transparent, in libvips' own memory. If it was decoded for a network's input, it may hold
/// fewer pixels than the picture has; its size is still that of the whole picture.
/// </summary>
public sealed class Picture : IDisposable
{
    private readonly Image _held;
    private readonly Image _image;

    /// <param name="held">3 bands, or 4 if any pixel is transparent; this instance takes ownership.</param>
    /// <param name="width">Width of the whole picture.</param>
    /// <param name="height">Height of the whole picture.</param>
    internal Picture(Image held, int width, int height)
    {
        (_held, Width, Height) = (held, width, height);
        _image = IsTransparent ? Transparency.LayOnGround(held) : held;
    }

    /// <summary>Whether any pixel is transparent.</summary>
    public bool IsTransparent => _held.HasAlpha();

    /// <summary>Width of the whole picture, pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the whole picture, pixels.</summary>
    public int Height { get; }

    /// <summary>Length of the longer side in held pixels.</summary>
    internal int LongSide => Math.Max(_image.Width, _image.Height);

    /// <summary>Whether every pixel is held.</summary>
    public bool IsWhole => (_image.Width, _image.Height) == (Width, Height);

    /// <summary>Every pixel, opaque: transparent ones are laid on a background.</summary>
    /// <exception cref="InvalidOperationException">The picture was decoded for fewer pixels.</exception>
    internal Image Whole => IsWhole ? _image : throw TooFewPixels(Width, Height);

    /// <summary>The colors of every pixel as in the file, without its alpha. A pipeline, which the caller must dispose.</summary>
    /// <exception cref="InvalidOperationException">The picture was decoded for fewer pixels.</exception>
    internal Image Colors => IsWhole ? _held.ExtractBand(0, 3) : throw TooFewPixels(Width, Height);

    /// <summary>The opacity of every pixel, one 8-bit band; null if all are opaque. A pipeline, which the caller must dispose.</summary>
    /// <exception cref="InvalidOperationException">The picture was decoded for fewer pixels.</exception>
    internal Image? FindAlpha() => !IsTransparent ? null : IsWhole ? Transparency.AlphaOf(_held) : throw TooFewPixels(Width, Height);

    /// <summary>The pixels scaled to the content size of <paramref name="letterbox"/>, without its padding. Downscaling is antialiased.</summary>
    /// <exception cref="InvalidOperationException">The picture was decoded for fewer pixels.</exception>
    internal PixelBuffer Resize(Letterbox letterbox)
    {
        if (!IsWhole && Math.Max(letterbox.Width, letterbox.Height) > LongSide)
        {
            throw TooFewPixels(letterbox.Width, letterbox.Height);
        }

        using var resized = PictureScaling.ToSize(_image, letterbox.Width, letterbox.Height);
        return PixelBuffer.Render(resized);
    }

    /// <summary>A region of the picture scaled to any size and proportions, from the held pixels. Downscaling is antialiased.</summary>
    /// <param name="region">Pixels of the whole picture.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="height">Height of the result.</param>
    internal PixelBuffer Resize(PixelBox region, int width, int height)
    {
        using var part = Crop(region);
        if (part.Width <= width && part.Height <= height)
        {
            var pixels = PixelBuffer.Render(part);
            if (part.Width == width && part.Height == height)
            {
                return pixels;
            }

            using (pixels)
            {
                return Enlargement.Of(pixels, width, height);
            }
        }

        using var resized = PictureScaling.ToSize(part, width, height);
        return PixelBuffer.Render(resized);
    }

    /// <summary>Hash of a region's position and of the pixels held for it, lower-case hex.</summary>
    /// <param name="region">Pixels of the whole picture.</param>
    internal string ComputeSha256(PixelBox region)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([Width, Height, region.X, region.Y, region.Width, region.Height]));
        using var part = Crop(region);
        using var pixels = PixelBuffer.Render(part);
        hash.AppendData(pixels.Pixels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _image.Dispose();
        _held.Dispose();
    }

    private Image Crop(PixelBox region)
    {
        var (left, width) = ToHeld(region.X, region.Width, (double)_image.Width / Width, _image.Width);
        var (top, height) = ToHeld(region.Y, region.Height, (double)_image.Height / Height, _image.Height);
        return _image.Crop(left, top, width, height);
    }

    private static (int Start, int Length) ToHeld(int start, int length, double scale, int held)
    {
        var first = Math.Min((int)Math.Round(start * scale), held - 1);
        return (first, Math.Clamp((int)Math.Round((start + length) * scale) - first, 1, held - first));
    }

    private InvalidOperationException TooFewPixels(int width, int height) =>
        new($"{width} × {height} pixels were requested of a picture that was decoded for {_image.Width} × {_image.Height}.");
}
