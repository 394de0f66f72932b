using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Preprocessing;

/// <summary>Compares tensors with numbers from the definitions in the models' own sources.</summary>
public sealed class NetworkInputTests
{
    private const int Side = 64;

    [Fact]
    public void The_detector_gets_interleaved_rgb_as_it_is_with_zeros_below()
    {
        var tensor = Filled((pixels, values) => RowInput.Fill(pixels, Side, values), values: Side * Side * 3);

        Assert.Equal([200f, 30f, 30f], tensor[..3]);
        Assert.Equal([255f, 255f, 255f], tensor.AsSpan(((31 * Side) + 63) * 3, 3).ToArray());
        Assert.True(tensor.AsSpan(32 * Side * 3).IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Sam_gets_normalized_planes_with_zeros_below()
    {
        var tensor = Filled((pixels, values) => new PlaneInput([123.675f, 116.28f, 103.53f], [58.395f, 57.12f, 57.375f]).Fill(pixels, Side, values), values: Side * Side * 3);
        const int Plane = Side * Side;

        Assert.Equal(1.30704f, tensor[0], 4);
        Assert.Equal(-1.51050f, tensor[Plane], 4);
        Assert.Equal(-1.28157f, tensor[2 * Plane], 4);
        Assert.Equal(2.64f, tensor[(2 * Plane) + (31 * Side) + 63], 4);
        for (var channel = 0; channel < 3; channel++)
        {
            Assert.True(tensor.AsSpan((channel * Plane) + (32 * Side), 32 * Side).IndexOfAnyExcept(0f) < 0);
        }
    }

    [Fact]
    public void A_mirrored_input_has_each_row_the_other_way_round_and_its_colors_as_they_were()
    {
        var plain = Filled((pixels, values) => RowInput.Fill(pixels, Side, values), values: Side * Side * 3);
        var mirrored = Filled((pixels, values) => RowInput.Fill(pixels, Side, values, mirrored: true), values: Side * Side * 3);
        for (var x = 0; x < Side; x++)
        {
            Assert.Equal(plain.AsSpan(x * 3, 3).ToArray(), mirrored.AsSpan((Side - 1 - x) * 3, 3).ToArray());
        }
    }

    [Fact]
    public void Nanodet_gets_blue_first()
    {
        var normalization = new PlaneInput([103.53f, 116.28f, 123.675f], [57.375f, 57.12f, 58.395f], blueFirst: true);
        var tensor = Filled((pixels, values) => normalization.Fill(pixels, Side, values), values: Side * Side * 3);

        Assert.Equal((30 - 103.53f) / 57.375f, tensor[0], 4);
        Assert.Equal((200 - 123.675f) / 58.395f, tensor[2 * Side * Side], 4);
    }

    private static float[] Filled(FillTensor fill, int values)
    {
        using var image = TestPictures.Quadrants(64, 32);
        using var picture = new PictureDecoder(new PictureLimits()).Decode(PictureFiles.Png(image));
        using var pixels = picture.Resize(Letterbox.Fit(picture.Width, picture.Height, Side));
        var tensor = new float[values];
        Array.Fill(tensor, 7);
        fill(pixels, tensor);
        return tensor;
    }

    private delegate void FillTensor(PixelBuffer pixels, Span<float> tensor);
}
