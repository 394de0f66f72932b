using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>Text written by the test, found by the real network.</summary>
public sealed class WritingTests(Workbench workbench)
{
    private const int Left = 120;
    private const int Top = 200;

    [Fact]
    public async Task Finds_the_line_that_was_written_and_says_what_found_it()
    {
        using var line = Image.Text("Harbour office", dpi: 250);
        using var sheet = Image.Black(line.Width + 300, 500).Insert(line, Left, Top).Invert();
        var photo = sheet.PngsaveBuffer();

        using var result = await workbench.CreateSegmenter(new FeatureCache(0, new NoFeatureStore()))
            .SegmentAsync(photo, [new TextPrompt("writing")], new InferenceOptions(), TestContext.Current.CancellationToken);

        var (left, top, right, bottom) = (result.Segments.Min(found => found.Box.X), result.Segments.Min(found => found.Box.Y),
            result.Segments.Max(found => found.Box.X + found.Box.Width), result.Segments.Max(found => found.Box.Y + found.Box.Height));
        Assert.All(result.Segments, found => Assert.Equal("text", found.Label));
        Assert.InRange(left, Left - 25, Left + 8);
        Assert.InRange(top, Top - 25, Top + 8);
        Assert.InRange(right, Left + line.Width - 8, Left + line.Width + 25);
        Assert.InRange(bottom, Top + line.Height - 8, Top + line.Height + 25);
        Assert.Equal(["pp-ocr"], result.Provenance.Models.Select(model => model.Name));
    }

    [Fact]
    public async Task Finds_none_on_an_empty_sheet_and_says_so()
    {
        using var sheet = Image.Black(640, 480).Invert();

        using var result = await workbench.Segmenter.SegmentAsync(
            sheet.PngsaveBuffer(), [new TextPrompt("text")], new InferenceOptions(), TestContext.Current.CancellationToken);

        Assert.Empty(result.Segments);
        Assert.Equal(["No 'text' was found with a score of at least 0.5."], result.Notes);
    }
}
