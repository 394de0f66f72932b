using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Sam;

public sealed class SamContentTests
{
    /// <summary>Four rows of logits a cell, each 4 pixels high: the last pixel of 672 is mixed with the row after it, and so is, in a larger photo, that of 671.</summary>
    [Theory]
    [InlineData(670, 42)]
    [InlineData(671, 43)]
    [InlineData(672, 43)]
    [InlineData(686, 43)]
    [InlineData(687, 44)]
    [InlineData(1023, 64)]
    [InlineData(1024, 64)]
    public void All_cells_that_are_read_are_drawn(int length, int cells)
    {
        Assert.Equal((cells, 64), SamDecoder.FindContent(Letterbox.Fit(1024, length, 1024)));
        Assert.Equal((64, cells), SamDecoder.FindContent(Letterbox.Fit(length, 1024, 1024)));
    }
}
