using System.Text;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PictureSnifferTests
{
    [Fact]
    public void Tells_a_jpeg_a_png_and_a_webp_by_their_first_bytes()
    {
        using var image = TestPictures.Quadrants();

        Assert.Equal(PictureType.Jpeg, PictureSniffer.FindType(PictureFiles.Jpeg(image)));
        Assert.Equal(PictureType.Png, PictureSniffer.FindType(PictureFiles.Png(image)));
        Assert.Equal(PictureType.Webp, PictureSniffer.FindType(PictureFiles.Webp(image)));
    }

    [Theory]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("BM\0\0\0\0")]
    [InlineData("%PDF-1.7")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("RIFF\0\0\0\0WAVEfmt ")]
    [InlineData("RIFF")]
    [InlineData("II*\0\b\0\0\0")]
    [InlineData("")]
    public void Knows_no_other_type(string beginning) => Assert.Null(PictureSniffer.FindType(Encoding.Latin1.GetBytes(beginning)));

    [Fact]
    public void Sees_the_animation_that_a_png_announces()
    {
        var animated = TestPictures.PngClaiming(4, 4, ("acTL", new byte[8]), ("IDAT", []));

        Assert.True(PictureSniffer.IsAnimatedPng(animated));
    }

    [Fact]
    public void Takes_no_word_inside_the_pixels_for_an_animation()
    {
        var still = TestPictures.PngClaiming(4, 4, ("IDAT", []), ("acTL", new byte[8]));

        Assert.False(PictureSniffer.IsAnimatedPng(still));
    }

    [Fact]
    public void Stops_at_a_chunk_that_claims_more_than_there_is() =>
        Assert.False(PictureSniffer.IsAnimatedPng([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8]));
}
