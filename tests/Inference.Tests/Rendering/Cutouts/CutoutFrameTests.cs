using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Rendering.Cutouts;

namespace SegFunctions.Inference.Tests.Rendering.Cutouts;

/// <summary>Pictures that are much longer than they are wide.</summary>
public sealed class CutoutFrameTests
{
    [Theory]
    [InlineData(1, 2000)]
    [InlineData(2000, 1)]
    [InlineData(25, 2000)]
    [InlineData(26, 2000)]
    [InlineData(1, 1)]
    public void A_shadow_may_fall_beside_a_narrow_picture(int width, int height)
    {
        using var opaque = (Image.Black(width, height, bands: 4) + new double[] { 200, 10, 10, 255 }).Cast(Enums.BandFormat.Uchar);
        using var cut = opaque.Copy(interpretation: Enums.Interpretation.Srgb);

        using var framed = CutoutFrame.Lay(cut, new CutoutOptions(Shadow: true, Crop: true));

        Assert.Equal((width, height), (framed.Width, framed.Height));
        Assert.Equal([200, 10, 10, 255], framed.Getpoint(width / 2, height / 2));
    }
}
