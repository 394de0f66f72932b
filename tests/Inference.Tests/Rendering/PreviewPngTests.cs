using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class PreviewPngTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(255)]
    public void Draws_the_line_of_an_object_light_and_dark_so_that_it_shows_on_any_ground(int ground)
    {
        using var preview = Preview(Plain(ground, 2000, 1500), Drawing.Disc(2000, 1500, 1000, 700, 500));
        var (line, across) = (Color.Of(0), Enumerable.Range(1180, 40).Select(y => preview.Getpoint(1000, y)).ToList());

        Assert.InRange(across.Min(pixel => Distance(pixel, line)), 0, 2);
        Assert.InRange(across.Min(pixel => Distance(pixel, Color.Ink)), 0, 2);
        Assert.Equal([ground, ground, ground], across[^1]);
        Assert.InRange(Distance(preview.Getpoint(1000, 700), new Color(Tinted(line.Red), Tinted(line.Green), Tinted(line.Blue))), 0, 2);

        byte Tinted(byte channel) => (byte)((ground * 0.62) + (channel * 0.38));
    }

    [Theory]
    [InlineData(900)]
    [InlineData(1800)]
    public void The_dark_lines_of_an_edge_are_as_wide_as_they_are_meant(int side)
    {
        var (edge, unit) = (side / 2, side / 450.0);
        using var preview = Preview(Plain(255, side, side), Drawing.Box(side, side, edge, 100, side - 20, side - 100));

        Assert.InRange(Dark(edge - (int)(2 * unit), edge, Color.Paper), (0.75 * unit) - 0.15, (0.75 * unit) + 0.15);
        Assert.InRange(Dark(edge, edge + (int)(4 * unit), Color.Of(0)), (0.65 * unit) - 0.15, (0.65 * unit) + 0.15);

        double Dark(int from, int to, Color beside) =>
            Enumerable.Range(from, to - from).Sum(x => Math.Clamp((beside.Red - preview.Getpoint(x, edge)[0]) / (beside.Red - Color.Ink.Red), 0, 1));
    }

    [Fact]
    public void Every_edge_is_smooth()
    {
        using var preview = Preview(Plain(0, 640, 480), Drawing.Disc(640, 480, 320, 240, 100));
        var greys = preview.WriteToMemory<byte>().Chunk(3).Select(pixel => pixel[0]).Distinct().Count();

        Assert.InRange(greys, 40, 256);
    }

    [Theory]
    [InlineData(60, 45, 640, 480)]
    [InlineData(400, 300, 640, 480)]
    [InlineData(1200, 900, 1200, 900)]
    [InlineData(3000, 1500, 2048, 1024)]
    [InlineData(6000, 300, 2048, 102)]
    public void Has_room_for_words_and_is_at_most_2048_pixels_long(int width, int height, int shownWidth, int shownHeight)
    {
        using var preview = Preview(Plain(90, width, height), Drawing.Disc(width, height, width / 2, height / 2, height / 4));

        Assert.Equal((shownWidth, shownHeight), (preview.Width, preview.Height));
    }

    [Fact]
    public void Writes_every_caption_where_no_other_stands()
    {
        var (upper, lower) = (Drawing.Disc(640, 480, 320, 240, 120), Drawing.Disc(640, 480, 320, 241, 120));
        using var preview = Preview(Plain(90, 640, 480), upper, lower);

        Assert.All([0, 1], index => Assert.InRange(PlatePixels(preview, Color.Of(index)), 500, 3000));
    }

    [Fact]
    public void No_caption_covers_an_object_that_is_smaller_than_itself()
    {
        var small = Enumerable.Range(0, 35).Select(index => Drawing.Disc(640, 480, 40 + (index % 7 * 90), 40 + (index / 7 * 95), 10)).ToList();
        using var preview = Preview(Plain(90, 640, 480), small);

        foreach (var (index, mask) in small.Index())
        {
            var color = Color.Of(index);
            var tinted = new Color(Tinted(color.Red), Tinted(color.Green), Tinted(color.Blue));
            Assert.InRange(Distance(preview.Getpoint(mask.FindBox()!.X + 10, mask.FindBox()!.Y + 10), tinted), 0, 2);
        }

        Assert.InRange(Enumerable.Range(0, Color.Count).Sum(index => PlatePixels(preview, Color.Of(index))), 2000, 200_000);

        static byte Tinted(byte channel) => (byte)((90 * 0.62) + (channel * 0.38));
    }

    [Fact]
    public void Shows_the_points_and_the_box_that_were_asked_for()
    {
        var mark = new Mark("box", [new PromptPoint(0.5, 0.5), new PromptPoint(0.1, 0.9, Foreground: false)], new BoxF(0.25f, 0.25f, 0.75f, 0.75f));
        using var preview = Preview(Plain(90, 1280, 960), [mark], Drawing.Disc(1280, 960, 640, 480, 100));

        Assert.InRange(Distance(preview.Getpoint(640, 480), Color.Ink), 0, 2);
        Assert.InRange(Distance(preview.Getpoint(645, 485), Color.Paper), 0, 2);
        Assert.InRange(Distance(preview.Getpoint(128, 864), Color.Paper), 0, 2);
        Assert.InRange(Distance(preview.Getpoint(133, 869), Color.Ink), 0, 2);
        Assert.All([(320, 400), (960, 400), (400, 240), (400, 720)], edge => Assert.InRange(
            new[] { -1, 0, 1 }.Min(step => Distance(preview.Getpoint(edge.Item1 + step, edge.Item2 + step), Color.Paper)), 0, 60));
    }

    /// <summary>As seen by people who lack one of the three kinds of cones: G. Machado et al., A Physiologically-based Model, 2009, severity 1; CIE76.</summary>
    [Theory]
    [InlineData("protanopia", 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998)]
    [InlineData("deuteranopia", 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881)]
    [InlineData("tritanopia", 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900)]
    public void Colors_are_told_apart_by_people_with_color_blindness(string kind, params double[] matrix)
    {
        var seen = Enumerable.Range(0, Color.Count).Select(index => Lab(Color.Of(index), matrix)).ToList();
        var nearest = seen.Index().SelectMany(first => seen.Skip(first.Index + 1).Select(second => Apart(first.Item, second))).Min();

        // 2.3 is just noticeable.
        Assert.True(nearest > 15, $"{kind}: {nearest:F1}");
    }

    [Fact]
    public void Words_can_be_read_on_every_color() => Assert.All(
        Enumerable.Range(0, Color.Count).Select(Color.Of), color => Assert.InRange(color.ContrastWith(color.Readable), 4.5, 21));

    private static double Distance(double[] pixel, Color color) =>
        Math.Max(Math.Abs(pixel[0] - color.Red), Math.Max(Math.Abs(pixel[1] - color.Green), Math.Abs(pixel[2] - color.Blue)));

    private static double[] Lab(Color color, double[] matrix)
    {
        double[] linear = [.. new[] { color.Red, color.Green, color.Blue }.Select(channel => channel / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];
        double[] seen = [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(column => matrix[(row * 3) + column] * linear[column]), 0, 1))];
        var x = Root(((0.4124 * seen[0]) + (0.3576 * seen[1]) + (0.1805 * seen[2])) / 0.95047);
        var y = Root((0.2126 * seen[0]) + (0.7152 * seen[1]) + (0.0722 * seen[2]));
        var z = Root(((0.0193 * seen[0]) + (0.1192 * seen[1]) + (0.9505 * seen[2])) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double Root(double value) => value > 0.008856 ? Math.Cbrt(value) : (7.787 * value) + (16.0 / 116);
    }

    private static double Apart(double[] first, double[] second) => Math.Sqrt(first.Zip(second).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));

    /// <summary>Above and below the objects, where only label plates have the color.</summary>
    private static int PlatePixels(Image preview, Color color)
    {
        var pixels = preview.WriteToMemory<byte>().Chunk(3).Select(pixel => new Color(pixel[0], pixel[1], pixel[2])).ToList();
        return pixels.Index().Count(entry => entry.Item == color && (entry.Index / preview.Width) is < 116 or > 365);
    }

    private static Image Plain(int ground, int width, int height) =>
        (Image.Black(width, height, 3) + ground).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private Image Preview(Image image, params IReadOnlyList<BinaryMask> masks) => Preview(image, [], masks);

    private Image Preview(Image image, IReadOnlyList<Mark> marks, params IReadOnlyList<BinaryMask> masks)
    {
        var segments = masks.Select(mask => new FoundSegment(0, "dog", 0.9, 0.8, mask)).ToList();
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        using var result = new SegmentationResult(new PictureSource(_decoder, PictureFiles.Png(image)), segments, [], [], provenance) { Marks = marks };
        return Image.PngloadBuffer(PreviewPng.Encode(result));
    }
}
