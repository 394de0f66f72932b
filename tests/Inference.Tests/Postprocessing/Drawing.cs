using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

/// <summary>Masks as text: <c>#</c> is set.</summary>
internal static class Drawing
{
    public static BinaryMask Mask(params string[] rows)
    {
        var mask = new BinaryMask(rows[0].Length, rows.Length);
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                mask[x, y] = rows[y][x] == '#';
            }
        }

        return mask;
    }

    public static string[] Rows(BinaryMask mask) =>
        [.. Enumerable.Range(0, mask.Height).Select(y => string.Concat(Enumerable.Range(0, mask.Width).Select(x => mask[x, y] ? '#' : '.')))];

    public static BinaryMask Box(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new BinaryMask(width, height);
        for (var y = top; y < bottom; y++)
        {
            mask.Fill(y, left, right, value: true);
        }

        return mask;
    }

    /// <summary>A disc: a large object to which specks and pinholes are added.</summary>
    public static BinaryMask Disc(int width, int height, int centerX, int centerY, int radius)
    {
        var mask = new BinaryMask(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                mask[x, y] = ((x - centerX) * (x - centerX)) + ((y - centerY) * (y - centerY)) <= radius * radius;
            }
        }

        return mask;
    }

    /// <summary>Every pixel of any of the masks, which have the same size.</summary>
    public static BinaryMask Union(IEnumerable<BinaryMask> masks) => masks.Aggregate((united, next) =>
    {
        var both = new BinaryMask(united.Width, united.Height);
        for (var y = 0; y < both.Height; y++)
        {
            for (var word = 0; word < both.Row(y).Length; word++)
            {
                both.Row(y)[word] = united.Row(y)[word] | next.Row(y)[word];
            }
        }

        return both;
    });

    /// <summary>Intersection over union, 0–1.</summary>
    public static double Overlap(BinaryMask first, BinaryMask second)
    {
        var united = Union([first, second]).CountArea();
        return united == 0 ? 0 : (first.CountArea() + second.CountArea() - united) / (double)united;
    }
}
