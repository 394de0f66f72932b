using FsCheck.Xunit;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class MatteTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Fact]
    public void Moves_a_rough_edge_to_the_picture_s_own()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var picture = _decoder.Decode(PictureFiles.Png(image));
        var rough = new BinaryMask(640, 480);
        for (var y = 0; y < 240; y++)
        {
            rough.Fill(y, 0, 320 + (y % 4 < 2 ? 2 : -2), value: true);
        }

        using var matte = SoftMatte.Of(picture, rough);

        Assert.All([313, 318], x => Assert.InRange(matte.Image.Getpoint(x, 100)[0], 200, 255));
        Assert.All([322, 327], x => Assert.InRange(matte.Image.Getpoint(x, 100)[0], 0, 55));
    }

    [Fact]
    public void Stays_opaque_inside_and_clear_outside_whatever_the_picture_shows()
    {
        using var picture = _decoder.Decode(PictureFiles.Png(PictureFiles.Waves(640, 480)));
        var mask = Drawing.Disc(640, 480, 320, 240, 100);

        using var matte = SoftMatte.Of(picture, mask);

        Assert.Equal(mask.CountArea(), matte.ToMask(0.5).CountArea(), mask.CountArea() * 0.03);
        var (inner, outer) = (matte.ToMask(1), matte.ToMask(1 / 255.0));
        Assert.Equal(0, Without(EdgeOffset.Apply(mask, -10), inner));
        Assert.Equal(0, Without(outer, EdgeOffset.Apply(mask, 10)));
    }

    [Fact]
    public void Of_an_empty_mask_is_empty()
    {
        using var picture = _decoder.Decode(PictureFiles.Png(PictureFiles.Waves(64, 48)));
        using var matte = SoftMatte.Of(picture, new BinaryMask(64, 48));

        Assert.Equal(0, matte.ToMask(1 / 255.0).CountArea());
    }

    [Fact]
    public void Of_a_single_pixel_in_a_corner_has_the_picture_s_size()
    {
        using var picture = _decoder.Decode(PictureFiles.Png(PictureFiles.Waves(3, 5)));
        using var matte = SoftMatte.Of(picture, new BinaryMask(3, 5) { [2, 4] = true });

        Assert.Equal((3, 5), (matte.Width, matte.Height));
    }

    [Property(Arbitrary = [typeof(AnyMask)])]
    public void Any_mask_comes_back_from_its_image(BinaryMask mask)
    {
        using var image = MaskImage.Show(mask, new PixelBox(0, 0, mask.Width, mask.Height));

        Assert.Equal(Drawing.Rows(mask), Drawing.Rows(MaskImage.Read(image)));
    }

    [Fact]
    public void Shows_a_part_of_a_mask()
    {
        var mask = AnyMask.Noise(200, 20, seed: 3);
        using var image = MaskImage.Show(mask, new PixelBox(61, 5, 70, 9));

        Assert.Equal(Drawing.Rows(mask)[5..14].Select(row => row[61..131]), Drawing.Rows(MaskImage.Read(image)));
    }

    private static int Without(BinaryMask mask, BinaryMask other) => mask.CountArea() - mask.CountCommon(other);

    [Fact]
    public void A_networks_alpha_is_cut_to_0_and_1_and_thresholded_at_a_part_of_it()
    {
        using var matte = Matte.FromNetwork([0, 0.5f, 1, 2, -1, 0.25f], 3, 2, 3, 2);

        Assert.Equal([0, 128, 255, 255, 0, 64], matte.Image.WriteToMemory<byte>());
        Assert.Equal(3, matte.ToMask(0.5).CountArea());
        Assert.Equal(4, matte.ToMask(0.25).CountArea());
    }
}
