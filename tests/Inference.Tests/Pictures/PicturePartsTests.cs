using FsCheck.Xunit;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PicturePartsTests
{
    [Theory]
    [InlineData(1024, 819)]
    [InlineData(2999, 1000)]
    [InlineData(500, 1499)]
    public void A_picture_of_less_than_three_to_one_is_looked_at_as_a_whole(int width, int height)
    {
        Assert.False(PictureParts.IsLong(width, height));
        Assert.Equal([new PixelBox(0, 0, width, height)], PictureParts.ForMasks(width, height));
    }

    [Theory]
    [InlineData(3000, 1000)]
    [InlineData(819, 12288)]
    [InlineData(100_000, 1000)]
    [InlineData(1, 5000)]
    public void Parts_of_a_long_picture_lie_in_it_and_are_not_too_many(int width, int height)
    {
        var (detectors, masks) = (PictureParts.ForDetectors(width, height).SelectMany(size => size.Parts).ToList(), PictureParts.ForMasks(width, height).ToList());

        Assert.All([.. detectors, .. masks], part =>
            Assert.True(part is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && part.X + part.Width <= width && part.Y + part.Height <= height, part.ToString()));
        Assert.InRange(detectors.Count, 10, 140);
        Assert.InRange(masks.Count, 8, 100);
        Assert.Equal(masks.Count, masks.Distinct().Count());
    }

    [Property]
    public void What_is_short_enough_for_a_size_lies_whole_in_a_part_of_it(ushort length, ushort from, ushort objectLength)
    {
        var width = 3000 + (length % 30_000);
        foreach (var (parts, wholeUpTo) in PictureParts.ForDetectors(width, 1000))
        {
            var across = objectLength % Math.Min(wholeUpTo, width);
            var left = from % (width - across);
            Assert.Contains(parts, part => !PictureParts.IsCut(new BoxF((float)left, 100, (float)(left + across), 900), part, width, 1000)
                && part.X <= left
                && part.X + part.Width >= left + across);
        }
    }

    [Property]
    public void Around_a_box_is_a_part_that_holds_it(ushort width, ushort height, ushort left, ushort top, ushort boxWidth, ushort boxHeight)
    {
        var (w, h) = (1 + (width % 20_000), 1 + (height % 2_000));
        var (x, y) = (left % w, top % h);
        var box = new BoxF(x, y, x + 1 + (boxWidth % (w - x)), y + 1 + (boxHeight % (h - y)));

        var part = PictureParts.Around(box, w, h);

        Assert.True(part.X <= box.Left && part.Y <= box.Top && part.X + part.Width >= box.Right && part.Y + part.Height >= box.Bottom);
        Assert.Contains(part, PictureParts.ForMasks(w, h));
    }

    [Fact]
    public void A_box_that_ends_a_hair_outside_the_picture_still_lies_in_a_part() =>
        Assert.NotEqual(new PixelBox(0, 0, 4096, 819), PictureParts.Around(new BoxF(4000, 700, 4096.001f, 819.0001f), 4096, 819));
}
