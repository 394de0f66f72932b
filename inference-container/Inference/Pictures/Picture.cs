using System.Security.Cryptography;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Pictures;

/// <summary>A decoded picture as displayed: upright, sRGB, 8 bits, 3 bands, in libvips' own memory.</summary>
public sealed class Picture : IDisposable
{
    private readonly Image _image;

    internal Picture(Image image) => _image = image;

    public int Width => _image.Width;

    public int Height => _image.Height;

    /// <summary>The pixels shrunk or enlarged to the content size of <paramref name="letterbox"/>, without its padding. Downscaling is antialiased.</summary>
    internal PixelBuffer Resize(Letterbox letterbox)
    {
        if (letterbox.Width == Width && letterbox.Height == Height)
        {
            return PixelBuffer.Render(_image);
        }

        using var resized = _image.Resize(letterbox.ScaleX, Enums.Kernel.Linear, vscale: letterbox.ScaleY);
        if (resized.Width == letterbox.Width && resized.Height == letterbox.Height)
        {
            return PixelBuffer.Render(resized);
        }

        // libvips rounds the product itself; a half may fall to the other side.
        using var exact = resized.Embed(0, 0, letterbox.Width, letterbox.Height, Enums.Extend.Copy);
        return PixelBuffer.Render(exact);
    }

    /// <summary>A part of the picture at another size, its proportions free. Downscaling is antialiased.</summary>
    internal PixelBuffer Resize(PixelBox region, int width, int height)
    {
        using var part = _image.Crop(region.X, region.Y, region.Width, region.Height);
        using var resized = part.Resize((double)width / region.Width, Enums.Kernel.Linear, vscale: (double)height / region.Height);
        using var exact = resized.Embed(0, 0, width, height, Enums.Extend.Copy);
        return PixelBuffer.Render(exact);
    }

    /// <summary>Of the size and the pixels, lower-case hex.</summary>
    internal string ComputeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(Width));
        using var pixels = PixelBuffer.Render(_image);
        hash.AppendData(pixels.Pixels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => _image.Dispose();
}
