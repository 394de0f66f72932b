using System.Numerics;
using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>Which pixels of a picture belong to an object, one bit per pixel: an object in a photo of 100 megapixels costs 12.5 MB.</summary>
public sealed class BinaryMask(int width, int height)
{
    private readonly int _stride = (width + 63) / 64;
    private readonly ulong[] _words = new ulong[(width + 63) / 64 * (long)height];

    public int Width { get; } = width;

    public int Height { get; } = height;

    public bool this[int x, int y]
    {
        get => (Row(y)[x >> 6] >> (x & 63) & 1) != 0;
        set
        {
            ref var word = ref Row(y)[x >> 6];
            word = value ? word | 1UL << (x & 63) : word & ~(1UL << (x & 63));
        }
    }

    /// <summary>A row's bits, lowest first; bits past the width are and must remain 0.</summary>
    public Span<ulong> Row(int y) => _words.AsSpan(y * _stride, _stride);

    /// <summary>The number of set pixels.</summary>
    public int CountArea()
    {
        var area = 0;
        foreach (var word in _words)
        {
            area += BitOperations.PopCount(word);
        }

        return area;
    }

    /// <summary>The number of pixels set in both masks, which must have the same size.</summary>
    public int CountCommon(BinaryMask other)
    {
        var common = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            common += BitOperations.PopCount(_words[i] & other._words[i]);
        }

        return common;
    }

    /// <summary>Intersection over union with a mask of the same size, 0–1; 0 if both are empty.</summary>
    public double OverlapWith(BinaryMask other)
    {
        var common = CountCommon(other);
        return (double)common / Math.Max(1, CountArea() + other.CountArea() - common);
    }

    /// <summary>Sets every pixel of <paramref name="other"/>, which must have the same size.</summary>
    public void Add(BinaryMask other) => TensorPrimitives.BitwiseOr<ulong>(_words, other._words, _words);

    /// <summary>Clears every pixel that is not in <paramref name="other"/>, which must have the same size.</summary>
    public void Keep(BinaryMask other) => TensorPrimitives.BitwiseAnd<ulong>(_words, other._words, _words);

    /// <summary>Clears every pixel of <paramref name="other"/>, which must have the same size.</summary>
    public void Remove(BinaryMask other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= ~other._words[i];
        }
    }

    public void Clear() => _words.AsSpan().Clear();

    public BinaryMask Copy()
    {
        var copy = new BinaryMask(Width, Height);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    /// <summary>A larger mask with this one's pixels at the given position; this mask itself if it has that size.</summary>
    public BinaryMask PlaceIn(int width, int height, int x, int y)
    {
        if ((width, height) == (Width, Height))
        {
            return this;
        }

        var placed = new BinaryMask(width, height);
        foreach (var run in MaskRuns.Of(this, value: true))
        {
            placed.Fill(run.Y + y, run.Start + x, run.End + x, value: true);
        }

        return placed;
    }

    /// <summary>A mask of the same size whose pixels have moved; those that leave it are lost.</summary>
    /// <param name="x">To the right, pixels.</param>
    /// <param name="y">Down, pixels.</param>
    public BinaryMask Shift(int x, int y)
    {
        var shifted = new BinaryMask(Width, Height);
        foreach (var run in MaskRuns.Of(this, value: true).Where(run => run.Y + y >= 0 && run.Y + y < Height))
        {
            var (start, end) = (Math.Max(0, run.Start + x), Math.Min(Width, run.End + x));
            if (start < end)
            {
                shifted.Fill(run.Y + y, start, end, value: true);
            }
        }

        return shifted;
    }

    /// <returns>The bounding box of all set pixels; null if there are none.</returns>
    public PixelBox? FindBox()
    {
        var (left, top, right, bottom) = (Width, -1, -1, -1);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            var first = row.IndexOfAnyExcept(0UL);
            if (first < 0)
            {
                continue;
            }

            var last = row.LastIndexOfAnyExcept(0UL);
            left = Math.Min(left, (first * 64) + BitOperations.TrailingZeroCount(row[first]));
            right = Math.Max(right, (last * 64) + 63 - BitOperations.LeadingZeroCount(row[last]));
            top = top < 0 ? y : top;
            bottom = y;
        }

        return bottom < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>Clears every pixel whose center is not in the box.</summary>
    internal void ClearOutside(BoxF box)
    {
        var (left, right) = (Clamp(box.Left, Width), Clamp(box.Right, Width));
        var (top, bottom) = (Clamp(box.Top, Height), Clamp(box.Bottom, Height));
        for (var y = 0; y < Height; y++)
        {
            var inside = y >= top && y < bottom && left < right;
            Clear(y, 0, inside ? left : Width);
            Clear(y, inside ? right : Width, Width);
        }

        static int Clamp(float edge, int length) => Math.Clamp((int)Math.Ceiling(edge - 0.5f), 0, length);

        void Clear(int y, int start, int end)
        {
            if (start < end)
            {
                Fill(y, start, end, value: false);
            }
        }
    }

    /// <summary>Sets or clears the pixels of a row from <paramref name="start"/> up to, but not including, <paramref name="end"/>.</summary>
    internal void Fill(int y, int start, int end, bool value)
    {
        var row = Row(y);
        for (var index = start >> 6; index <= (end - 1) >> 6; index++)
        {
            var from = Math.Max(start - (index * 64), 0);
            var until = Math.Min(end - (index * 64), 64);
            var bits = (ulong.MaxValue >> (64 - (until - from))) << from;
            row[index] = value ? row[index] | bits : row[index] & ~bits;
        }
    }
}
