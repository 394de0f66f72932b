using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>One photo many times side by side or stacked: each copy gets the same result as the photo alone, whatever is next to it.</summary>
public sealed class LongPictureTests(Workbench workbench)
{
    private const double SameObject = 0.5;

    [Theory]
    [InlineData(4, true, "boat", "person")]
    [InlineData(6, false, "person")]
    public async Task Finds_nine_tenths_of_what_is_found_in_the_photo_alone(int copies, bool sideBySide, params string[] words)
    {
        using var photo = Image.NewFromBuffer(await workbench.BoatsPhoto);
        using var joined = Image.Arrayjoin([.. Enumerable.Repeat(photo, copies)], across: sideBySide ? copies : 1);
        using var alone = await SegmentAsync(workbench.Remembering, await workbench.BoatsPhoto, Prompts(words));
        using var together = await SegmentAsync(workbench.Segmenter, joined.PngsaveBuffer(compression: 1), Prompts(words));

        var found = Enumerable.Range(0, copies).Sum(copy => alone.Segments.Count(segment =>
        {
            var placed = segment.Mask.PlaceIn(joined.Width, joined.Height, sideBySide ? copy * photo.Width : 0, sideBySide ? 0 : copy * photo.Height);
            return together.Segments.Any(other => other.Label == segment.Label && Drawing.Overlap(other.Mask, placed) >= SameObject);
        }));
        Assert.InRange((double)found / (copies * alone.Segments.Count), 0.9, 1);
        Assert.InRange(together.Segments.Count, 1, copies * alone.Segments.Count * 1.3);
    }

    [Fact]
    public async Task A_click_a_box_and_a_click_with_a_background_point_far_away_mean_what_they_mean_in_the_photo_alone()
    {
        using var photo = Image.NewFromBuffer(await workbench.BoatsPhoto);
        using var joined = Image.Arrayjoin([.. Enumerable.Repeat(photo, 5)], across: 5);
        var far = new PromptPoint(0.99, 0.99, Foreground: false);
        using var alone = await SegmentAsync(workbench.Remembering, await workbench.BoatsPhoto, new PointsPrompt([new(0.56, 0.5)]), new BoxPrompt(0.4, 0.15, 0.73, 0.7));
        using var together = await SegmentAsync(
            workbench.Segmenter,
            joined.PngsaveBuffer(compression: 1),
            new PointsPrompt([new(2.56 / 5, 0.5)]),
            new BoxPrompt(2.4 / 5, 0.15, 2.73 / 5, 0.7),
            new PointsPrompt([new(2.56 / 5, 0.5), far]));

        var masks = together.Segments.ToDictionary(segment => segment.Prompt, segment => segment.Mask);
        Assert.All(alone.Segments, segment => Assert.InRange(
            Drawing.Overlap(masks[segment.Prompt], segment.Mask.PlaceIn(joined.Width, joined.Height, 2 * photo.Width, 0)), 0.8, 1));
        Assert.Equal(1, Drawing.Overlap(masks[0], masks[2]));
    }

    private static Prompt[] Prompts(string[] words) => [.. words.Select(word => new TextPrompt(word))];

    private static Task<SegmentationResult> SegmentAsync(Segmenter segmenter, byte[] content, params Prompt[] prompts) =>
        segmenter.SegmentAsync(content, prompts, new InferenceOptions(), TestContext.Current.CancellationToken);
}
