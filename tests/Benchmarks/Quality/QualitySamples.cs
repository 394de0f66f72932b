using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>A segmenter's masks for the prompts of a photo, each with the human annotation.</summary>
internal sealed class QualitySamples(Segmenter segmenter, GroundTruth photo, byte[] content)
{
    /// <summary>Faint detections of words teach what a score is worth; words are judged by the detections that users get.</summary>
    private const double FaintestWord = 0.2;

    private static readonly InferenceOptions Defaults = new();

    private readonly string _name = Path.GetFileName(photo.Path);

    public async Task<List<QualitySample>> CollectAsync(CancellationToken cancellationToken)
    {
        var samples = new List<QualitySample>();
        var prompts = new QualityPrompts(new Random(photo.Objects.Count));
        foreach (var item in photo.Objects)
        {
            foreach (var (prompt, isUsual) in prompts.For(item))
            {
                using var result = await segmenter.SegmentAsync(content, [prompt], Defaults, cancellationToken);
                samples.AddRange(result.Segments.Select(segment => ToSample(segment, isUsual, Scores.Overlap(segment.Mask, item.Mask))));
            }
        }

        await AddWordsAsync(samples, cancellationToken);
        await AddSubjectsAsync(samples, cancellationToken);
        return samples;
    }

    /// <summary>Only words for what the photo shows, since users expect what they ask for. A class with a crowd is left out: its single objects are not annotated.</summary>
    private async Task AddWordsAsync(List<QualitySample> samples, CancellationToken cancellationToken)
    {
        List<string> words = [.. photo.Objects.Select(item => item.Name).Distinct().Except(photo.Crowds)];
        if (words.Count == 0)
        {
            return;
        }

        using var result = await segmenter.SegmentAsync(
            content, [.. words.Select(word => new TextPrompt(word))], new InferenceOptions(ScoreThreshold: FaintestWord), cancellationToken);
        samples.AddRange(result.Segments.Select(segment => ToSample(
            segment,
            segment.Score >= Defaults.ScoreThreshold,
            photo.Objects.Where(item => item.Name == words[segment.Prompt]).Max(item => Scores.Overlap(segment.Mask, item.Mask)))));
    }

    /// <summary>Subjects are not annotated: the truth is the objects that the mask mostly covers, or the object that it fits best. Parts of the photo count as pictures too.</summary>
    private async Task AddSubjectsAsync(List<QualitySample> samples, CancellationToken cancellationToken)
    {
        using var whole = Image.NewFromBuffer(content);
        foreach (var part in PartsOf(whole.Width, whole.Height))
        {
            using var cut = whole.ExtractArea(part.X, part.Y, part.Width, part.Height);
            using var result = await segmenter.SegmentAsync(cut.PngsaveBuffer(compression: 1), [new SubjectPrompt()], Defaults, cancellationToken);
            List<BinaryMask> objects = [.. photo.Objects.Select(item => Cut(item.Mask, part))];
            samples.AddRange(result.Segments.Select(segment => ToSample(
                segment,
                part.Width == whole.Width && part.Height == whole.Height,
                objects.Append(Scores.Union(part.Width, part.Height, objects.Where(item => 2 * item.CountCommon(segment.Mask) >= item.CountArea())))
                    .Max(truth => Scores.Overlap(segment.Mask, truth)))));
        }
    }

    /// <summary>The whole photo, its four corners, and the surroundings of the three largest objects.</summary>
    private IEnumerable<PixelBox> PartsOf(int width, int height)
    {
        const int Smallest = 64;
        var (partWidth, partHeight) = (width * 7 / 10, height * 7 / 10);
        IEnumerable<PixelBox> around = photo.Objects.OrderByDescending(item => item.Mask.CountArea()).Take(3).Select(item => item.Mask.FindBox()!).Select(box =>
        {
            var (left, top) = (Math.Max(0, box.X - (box.Width * 3 / 10)), Math.Max(0, box.Y - (box.Height * 3 / 10)));
            return new PixelBox(
                left, top, Math.Min(width, box.X + (box.Width * 13 / 10)) - left, Math.Min(height, box.Y + (box.Height * 13 / 10)) - top);
        });
        return
        [
            new PixelBox(0, 0, width, height),
            new PixelBox(0, 0, partWidth, partHeight),
            new PixelBox(width - partWidth, 0, partWidth, partHeight),
            new PixelBox(0, height - partHeight, partWidth, partHeight),
            new PixelBox(width - partWidth, height - partHeight, partWidth, partHeight),
            .. around.Where(part => part.Width >= Smallest && part.Height >= Smallest && (part.Width < width || part.Height < height)),
        ];
    }

    private static BinaryMask Cut(BinaryMask mask, PixelBox part)
    {
        var cut = new BinaryMask(part.Width, part.Height);
        foreach (var (x, y) in Enumerable.Range(0, part.Height).SelectMany(y => Enumerable.Range(0, part.Width).Select(x => (x, y))))
        {
            cut[x, y] = mask[x + part.X, y + part.Y];
        }

        return cut;
    }

    private QualitySample ToSample(FoundSegment segment, bool isUsual, double truth) => new(_name, isUsual, segment.Evidence!, truth);
}
