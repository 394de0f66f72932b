using NetVips;
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

    public void Dispose() => _image.Dispose();
}
