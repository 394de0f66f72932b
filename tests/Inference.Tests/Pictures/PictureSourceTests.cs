using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PictureSourceTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Fact]
    public void Networks_see_the_same_pixels_whatever_else_is_asked_of_the_picture()
    {
        using var image = PictureFiles.Waves(3000, 2000);
        var content = PictureFiles.Jpeg(image);
        using var plain = new PictureSource(_decoder, content);
        using var other = new PictureSource(_decoder, content);
        _ = other.Whole;

        Assert.Equal((3000, 2000, 1024), (plain.Width, plain.Height, plain.ForNetworks.LongSide));
        Assert.Equal(plain.GetSha256(plain.Frame), other.GetSha256(other.Frame));
        Assert.True(other.Whole.IsWhole);
    }

    [Fact]
    public void Decodes_no_size_twice_and_takes_what_is_large_enough()
    {
        using var image = PictureFiles.Waves(3000, 2000);
        using var source = new PictureSource(_decoder, PictureFiles.Jpeg(image));

        Assert.Same(source.ForNetworks, source.ForLongSide(700));
        var square = source.ForView(InputView.Stretch(source.Frame, 1024));
        Assert.Equal(1536, square.LongSide);
        Assert.Same(square, source.ForLongSide(1500));
        Assert.Same(source.Whole, source.ForLongSide(2900));
    }

    [Fact]
    public void A_file_that_is_known_is_not_decoded_until_its_pixels_are_needed_which_are_the_same_then()
    {
        using var image = PictureFiles.Waves(3000, 2000);
        var content = PictureFiles.Jpeg(image);
        var known = new KnownPictures();
        using var first = known.Open(_decoder, content);
        var hash = first.GetSha256(first.Frame);
        using var second = known.Open(new PictureDecoder(new PictureLimits { MaxBytes = 1 }), [.. content]);
        using var third = known.Open(_decoder, [.. content]);

        Assert.Equal((3000, 2000, false, hash), (second.Width, second.Height, second.IsTransparent, second.GetSha256(second.Frame)));
        Assert.Throws<InferenceException>(() => second.ForNetworks);
        _ = third.Whole;
        Assert.Equal(first.ForNetworks.ComputeSha256(first.Frame), third.ForNetworks.ComputeSha256(third.Frame));
        Assert.Throws<InferenceException>(() => known.Open(new PictureDecoder(new PictureLimits { MaxBytes = 1 }), [1, 2, 3]));
    }

    /// <summary>One region needs more pixels than another, which then gets them too.</summary>
    [Fact]
    public void A_region_of_a_known_file_is_kept_by_the_pixels_that_networks_are_given_now()
    {
        using var image = PictureFiles.Waves(4000, 3000);
        var content = PictureFiles.Jpeg(image);
        var (small, large) = (new PixelBox(0, 0, 1000, 750), new PixelBox(0, 0, 3000, 2250));
        var known = new KnownPictures();
        using var first = known.Open(_decoder, content);
        _ = first.GetSha256(small);
        var seenFirst = first.GetSha256(large);
        using var second = known.Open(_decoder, [.. content]);
        var given = second.ForRegion(large, PictureSource.NetworkSide).ComputeSha256(large);

        Assert.NotEqual(seenFirst, given);
        Assert.Equal(seenFirst, second.GetSha256(large));
        Assert.Equal((given, given), (second.GetSha256OfSeen(large), second.GetSha256(large)));
        using var third = known.Open(_decoder, [.. content]);
        Assert.Equal(given, third.GetSha256(large));
    }

    [Fact]
    public void Every_region_is_hashed_once_however_many_there_are()
    {
        using var image = PictureFiles.Waves(600, 1);
        using var source = new PictureSource(_decoder, PictureFiles.Png(image));
        var regions = Enumerable.Range(0, 600).Select(x => new PixelBox(x, 0, 1, 1)).ToList();
        var hashes = regions.ConvertAll(source.GetSha256);

        Assert.All(regions.Zip(hashes), pair => Assert.Same(pair.Second, source.GetSha256(pair.First)));
    }

    [Fact]
    public void Makes_a_view_and_its_mirror_image_of_the_same_pixels()
    {
        using var image = PictureFiles.Waves(300, 200);
        using var source = new PictureSource(_decoder, PictureFiles.Png(image));
        var view = InputView.Stretch(source.Frame, 64);

        var pixels = source.Render(view);

        Assert.Equal((64, 64), (pixels.Width, pixels.Height));
        Assert.Same(pixels, source.Render(view with { Mirrored = true }));
        Assert.NotSame(pixels, source.Render(InputView.Fit(source.Frame, 64)));
    }

    [Theory]
    [InlineData(2048, 1024)]
    [InlineData(1024, 2048)]
    public void A_stretched_view_shows_what_the_file_has(int width, int height)
    {
        // Alternating black and white along the shorter side.
        var bytes = new byte[width * height * 3];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(255 * ((width > height ? i / 3 / width : i / 3 % width) % 2));
        }

        using var image = NetVips.Image.NewFromMemory(bytes, width, height, 3, NetVips.Enums.BandFormat.Uchar).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        using var source = new PictureSource(_decoder, PictureFiles.Png(image));

        var pixels = source.Render(InputView.Stretch(source.Frame, 1024));

        using var original = source.Whole.Resize(source.Frame, 1024, 1024);
        Assert.Equal(new byte[] { 0, 255 }, original.Pixels.ToArray().Distinct().Order());
        Assert.True(original.Pixels.SequenceEqual(pixels.Pixels));
    }

    [Theory]
    [InlineData(3000, 2001)]
    [InlineData(4000, 2251)]
    [InlineData(4000, 1)]
    public void A_view_that_keeps_the_proportions_needs_no_more_than_its_longer_side(int width, int height)
    {
        using var image = PictureFiles.Waves(width, height);
        using var source = new PictureSource(_decoder, PictureFiles.Png(image));

        Assert.Same(source.ForNetworks, source.ForView(InputView.Fit(source.Frame, 1024, mirrored: true)));
    }

    [Fact]
    public void A_small_picture_is_held_whole_and_never_enlarged()
    {
        using var image = PictureFiles.Waves(300, 2);
        using var source = new PictureSource(_decoder, PictureFiles.Png(image));

        Assert.Same(source.ForNetworks, source.Whole);
        Assert.Same(source.ForNetworks, source.ForView(InputView.Stretch(source.Frame, 1024)));
    }
}
