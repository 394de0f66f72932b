using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>The README's pictures of the page: light and dark, wide and narrow.</summary>
[Collection<PageStack>]
public sealed class PictureTests(PageStack stack) : IDisposable
{
    private const int Width = 1280;

    /// <summary>Other machines have other fonts, which shift what is next to them a little.</summary>
    private const double FontTolerance = 6;

    private const double FontScale = 0.1;

    private readonly Browser _browser = new(stack);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_README_shows_the_page_as_it_is()
    {
        var clip = Path.Combine(_browser.Downloads, "clip.mp4");
        var made = await Command.RunAsync(
            await DebianPrograms.GetFfmpegAsync(),
            [
                "-v", "error", "-loop", "1", "-framerate", "24", "-i", await TestSetup.GetPhotoAsync(), "-t", "2",
                "-vf", "scale=1600:-2,crop=1280:720:80*t:330", "-pix_fmt", "yuv420p", "-c:v", "libx264", clip,
            ],
            [],
            Browser.Patience);
        Assert.True(made.ExitCode == 0, made.Errors);

        await _browser.PlayAsync("pictures", "readme", clip);

        Check("page.jpg", Read("page").ThumbnailImage(Width));
        Check("page-dark.jpg", Read("page-dark").ThumbnailImage(Width));
        Check("page-narrow.jpg", Read("narrow").Join(Read("narrow-dark"), Enums.Direction.Horizontal));
    }

    private static void Check(string name, Image picture)
    {
        using (picture)
        {
            DocsPicture.Check(name, picture, FontTolerance, FontScale);
        }
    }

    private Image Read(string name)
    {
        var picture = Image.NewFromFile(Path.Combine(_browser.Downloads, name + ".png"));
        return picture.HasAlpha() ? picture.Flatten() : picture;
    }
}
