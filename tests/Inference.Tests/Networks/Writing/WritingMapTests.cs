using SegFunctions.Inference.Networks.Writing;

namespace SegFunctions.Inference.Tests.Networks.Writing;

public sealed class WritingMapTests
{
    private const int Stride = 64;
    private const int Width = 60;
    private const int Height = 40;

    private readonly float[] _values = new float[Stride * Height];

    [Fact]
    public void A_line_is_as_much_larger_than_its_core_as_training_took_off()
    {
        Fill(10, 20, 40, 24, 0.8f);

        var line = Assert.Single(Map().FindLines());

        // 30 × 4 pixels: area 120 over perimeter 68, times 1.5.
        Assert.Equal(0.8f, line.RawScore, 4);
        Assert.Equal(1.5 * 120 / 68, line.FindReach(), 4);
        var box = line.ToMask(Width * 2, Height * 2).FindBox()!;
        Assert.Equal((20 - 5, 40 - 5, 60 + 10, 8 + 10), (box.X, box.Y, box.Width, box.Height));
    }

    [Fact]
    public void Lines_apart_are_several_the_likeliest_first_and_specks_are_none()
    {
        Fill(5, 5, 30, 9, 0.5f);
        Fill(5, 20, 30, 24, 0.9f);
        Fill(50, 30, 53, 33, 0.9f);

        Assert.Equal([0.9f, 0.5f], Map().FindLines().Select(line => MathF.Round(line.RawScore, 4)));
    }

    [Fact]
    public void What_is_beside_the_picture_is_not_looked_at()
    {
        Fill(Width, 0, Stride, Height, 1);

        Assert.Empty(Map().FindLines());
    }

    private WritingMap Map() => new(_values, Stride, Width, Height);

    private void Fill(int left, int top, int right, int bottom, float value)
    {
        for (var y = top; y < bottom; y++)
        {
            _values.AsSpan((y * Stride) + left, right - left).Fill(value);
        }
    }
}
