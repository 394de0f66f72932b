using System.Runtime.InteropServices;
using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Pixels of one or more 8-bit bands in native memory, rows without padding, so that large arrays never enter the managed heap.</summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    private readonly bool _isOwn;
    private nint _pixels;

    private PixelBuffer(nint pixels, int width, int height, int bands, bool isOwn = false) =>
        (_pixels, Width, Height, Bands, _isOwn) = (pixels, width, height, bands, isOwn);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes per pixel: 3 for RGB, 4 with alpha.</summary>
    public int Bands { get; }

    /// <summary>All pixels; a row is <c>Bands × Width</c> bytes.</summary>
    public Span<byte> Pixels => new((void*)_pixels, Width * Height * Bands);

    public Span<byte> Row(int y) => Pixels.Slice(y * Width * Bands, Width * Bands);

    /// <summary>Runs the pipeline of <paramref name="image"/> (8-bit bands) and holds its pixels.</summary>
    public static PixelBuffer Render(Image image)
    {
        var pixels = image.WriteToMemory(out var size);
        var buffer = new PixelBuffer(pixels, image.Width, image.Height, image.Bands);
        if (size != (ulong)buffer.Pixels.Length)
        {
            buffer.Dispose();
            throw new InvalidOperationException($"Expected bytes, got {size} for {image.Width} × {image.Height} pixels of {image.Bands} bands.");
        }

        return buffer;
    }

    /// <summary>Allocates pixels without initializing them.</summary>
    public static PixelBuffer Allocate(int width, int height, int bands) =>
        new((nint)NativeMemory.Alloc((nuint)width * (nuint)height * (nuint)bands), width, height, bands, isOwn: true);

    /// <summary>A view for libvips, valid until this buffer is disposed.</summary>
    public Image AsImage() => Image.NewFromMemory(_pixels, (ulong)Pixels.Length, Width, Height, Bands, Enums.BandFormat.Uchar);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, 0) is not (var pixels and not 0))
        {
            return;
        }

        if (_isOwn)
        {
            NativeMemory.Free((void*)pixels);
        }
        else
        {
            NetVips.NetVips.Free(pixels);
        }
    }
}
