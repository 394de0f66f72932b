using NetVips;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>The README's pictures match what its commands produce.</summary>
public sealed class DocsPicturesTests(SharedStack stack) : IDisposable
{
    private const int TileWidth = 720;
    private const int TileHeight = 350;
    private const int Gap = 4;

    private static readonly double[] Paper = [238, 238, 238];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_words_picture_is_what_the_first_command_makes()
    {
        using var preview = await SegmentAsync(await SampleAsync(), "preview.png", "--text", "sheep");

        DocsPicture.Check("words.jpg", preview);
    }

    [Fact]
    public async Task The_prompts_picture_is_what_its_commands_make()
    {
        var sample = await SampleAsync();
        Image[] tiles =
        [
            await SegmentAsync(sample, "preview.png", "--point", "0.47,0.48", "--point", "0.53,0.72:0"),
            await SegmentAsync(sample, "preview.png", "--box", "0.41,0.33,0.74,0.68"),
            await SegmentAsync(await TestSetup.GetPhotoAsync(), "preview.png", "--text", "boat", "--negative", "person"),
            await SegmentAsync(await TestPhotos.Allium(TestSetup.Cache).EnsureAsync(new LineScreen(Console.Error), Token), "cutouts/0.png", "--subject", "--output", "cutout"),
        ];
        using var sheet = Image.Arrayjoin([.. tiles.Select(ToTile)], across: 2, shim: Gap, background: [255, 255, 255]);

        DocsPicture.Check("prompts.jpg", sheet);
        Array.ForEach(tiles, tile => tile.Dispose());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> SampleAsync() => await PackagedPhoto.Sample(TestSetup.Cache, TimeProvider.System).EnsureAsync(new LineScreen(Console.Error), Token);

    /// <summary>In the middle of a tile, on white.</summary>
    private static Image ToTile(Image picture)
    {
        using var small = picture.ThumbnailImage(TileWidth, height: TileHeight);
        using var opaque = small.HasAlpha() ? small.Flatten(background: Paper) : small.Copy();
        return opaque.Gravity(Enums.CompassDirection.Centre, TileWidth, TileHeight, extend: Enums.Extend.Background, background: Paper).CopyMemory();
    }

    /// <param name="photo">Path.</param>
    /// <param name="result">A file in the photo's folder.</param>
    /// <param name="prompts">As in the README.</param>
    private async Task<Image> SegmentAsync(string photo, string result, params string[] prompts)
    {
        var results = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        var run = await LocalCommand.RunAsync(Token, ["segment", photo, .. prompts, "--out", results, "--server", stack.BaseUrl.AbsoluteUri]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return Image.NewFromFile(Path.Combine(results, Path.GetFileNameWithoutExtension(photo), result));
    }
}
