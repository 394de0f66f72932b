using System.Diagnostics;
using System.Text;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

[Collection(TestCollections.Memory)]
public sealed class RubbishPictureTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Fact]
    public void Refuses_a_text_whatever_it_is_called() =>
        Assert.Equal(InferenceErrorCode.InputTypeUnsupported, FailureOf(Encoding.UTF8.GetBytes("This is photo.jpg, believe me.")).Code);

    [Fact]
    public void Refuses_an_empty_file() => Assert.Equal("The input is empty.", FailureOf([]).Message);

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void Refuses_a_truncated_jpeg(double kept)
    {
        using var image = TestPictures.Quadrants(640, 480);
        var whole = PictureFiles.Jpeg(image);

        Assert.Equal(InferenceErrorCode.InputCorrupt, FailureOf(whole[..(int)(whole.Length * kept)]).Code);
    }

    [Fact]
    public void Refuses_a_truncated_png_and_webp()
    {
        using var noise = NetVips.Image.Gaussnoise(300, 200);
        using var image = noise.Cast(NetVips.Enums.BandFormat.Uchar);
        var png = PictureFiles.Png(image);
        var webp = PictureFiles.Webp(image);

        Assert.Equal(InferenceErrorCode.InputCorrupt, FailureOf(png[..(png.Length / 2)]).Code);
        Assert.Equal(InferenceErrorCode.InputCorrupt, FailureOf(webp[..(webp.Length / 2)]).Code);
    }

    [Fact]
    public void Refuses_a_png_whose_pixels_are_damaged()
    {
        using var noise = NetVips.Image.Gaussnoise(300, 200);
        using var image = noise.Cast(NetVips.Enums.BandFormat.Uchar);
        var png = PictureFiles.Png(image);
        png.AsSpan(png.Length / 2, 64).Fill(0x55);

        Assert.Equal(InferenceErrorCode.InputCorrupt, FailureOf(png).Code);
    }

    [Fact]
    public void Refuses_three_bytes_that_begin_a_jpeg() => Assert.Equal(InferenceErrorCode.InputCorrupt, FailureOf([0xFF, 0xD8, 0xFF]).Code);

    [Fact]
    public async Task Refuses_a_picture_bomb_by_its_header_without_spending_memory()
    {
        var bomb = TestPictures.PngClaiming(30_000, 30_000, ("IDAT", [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]));
        FailureOf(bomb);

        // The peak so far may be from another test, so the kernel's measurement is reset.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5", TestContext.Current.CancellationToken);
        var before = Process.GetCurrentProcess().PeakWorkingSet64;

        var failure = FailureOf(bomb);

        Assert.Equal(InferenceErrorCode.InputTooLarge, failure.Code);
        Assert.Equal("The picture has 30000 × 30000 pixels; at most 100 megapixels are accepted.", failure.Message);
        // The kernel counts pages in batches, so the difference may be slightly negative.
        Assert.True(Process.GetCurrentProcess().PeakWorkingSet64 - before < 100 << 20);
    }

    [Fact]
    public void Refuses_more_bytes_than_the_limit()
    {
        var decoder = new PictureDecoder(new PictureLimits(MaxBytes: 1000));

        var failure = Assert.Throws<InferenceException>(() => decoder.Decode(new byte[1001]));

        Assert.Equal(InferenceErrorCode.InputTooLarge, failure.Code);
        Assert.Equal("The input has 1,001 bytes; at most 1,000 are accepted.", failure.Message);
    }

    [Fact]
    public void Refuses_an_animated_png_and_webp()
    {
        using var frame = TestPictures.Quadrants();
        using var frames = NetVips.Image.Arrayjoin([frame, frame.Invert()], across: 1);
        using var animation = frames.Mutate(image => image.Set(NetVips.GValue.GIntType, "page-height", frame.Height));

        Assert.Equal(InferenceErrorCode.InputTypeUnsupported, FailureOf(animation.WebpsaveBuffer()).Code);
        Assert.Contains("animated", FailureOf(TestPictures.PngClaiming(4, 4, ("acTL", new byte[8]), ("IDAT", []))).Message, StringComparison.Ordinal);
    }

    private InferenceException FailureOf(byte[] content) => Assert.Throws<InferenceException>(() => _decoder.Decode(content));
}
