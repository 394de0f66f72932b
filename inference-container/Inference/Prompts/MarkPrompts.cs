using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Points and boxes: SAM makes masks of what they mark, and detectors help to interpret a single click.</summary>
internal sealed class MarkPrompts(PromptPlan plan, NetworkSet networks) : IPrompts
{
    /// <summary>SAM's mask for unambiguous prompts.</summary>
    private const int Unambiguous = 0;

    private readonly SamNetworks _sam = networks.Sam;
    private readonly ClickReading _clicks = new(networks.Detectors);

    public IEnumerable<FoundSegment> Find(Scene scene)
    {
        foreach (var (prompt, mark) in plan.Marks)
        {
            yield return ToSegment(prompt, mark, CutOut(scene, mark));
            if (mark is { WantsCandidates: true, OnlyClick: { } click })
            {
                foreach (var (kind, candidate) in FindCandidates(scene, mark, click))
                {
                    yield return ToSegment(prompt, mark, candidate, kind);
                }
            }
        }
    }

    /// <summary>Makes the mask of one marked object.</summary>
    public MarkedMask CutOut(Scene scene, Mark mark)
    {
        scene.ThrowIfCanceled();
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var region = mark.FindRegion(width, height);
        if (mark.OnlyClick is { } click)
        {
            var answer = CutOutAt(scene, region, (float)(click.X * width), (float)(click.Y * height));

            // A background point outside the object adds no information, but would make SAM return another kind of mask.
            if (!mark.Background.Any(point => Covers(answer.Mask, point)))
            {
                return answer;
            }
        }

        var embedding = scene.GetEmbedding(_sam, region);
        var prompt = mark.ToPrompt(width, height, region);
        using var masks = _sam.Decoder.Decode(embedding, prompt);
        var chosen = masks.ChooseBy(prompt, embedding);
        var evidence = SamEvidence.Of(masks, chosen, embedding);
        return mark.FindBox(width, height) is { } box
            ? Read(scene, embedding, masks, chosen, Evidence.OfBox(evidence, box), box)
            : Read(scene, embedding, masks, chosen, Evidence.OfPoints(evidence, OffCenter(evidence, mark.Points.First(point => point.Foreground), scene)));
    }

    /// <summary>All of SAM's masks for a box, which are its possible meanings.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="mark">Has a box.</param>
    public IReadOnlyList<MarkedMask> CutOutAll(Scene scene, Mark mark)
    {
        scene.ThrowIfCanceled();
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var box = mark.FindBox(width, height);
        var region = mark.FindRegion(width, height);
        var embedding = scene.GetEmbedding(_sam, region);
        using var masks = _sam.Decoder.Decode(embedding, mark.ToPrompt(width, height, region));
        return [.. Enumerable.Range(0, masks.Count).Select(mask => Read(scene, embedding, masks, mask, Evidence.OfBox(SamEvidence.Of(masks, mask, embedding), box!.Value), box))];
    }

    public BinaryMask? FindExcluded(Scene scene) => null;

    public IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments) =>
        Sentences.NothingFound(plan.Marks.Select(marked => (marked.Prompt, marked.Mark.Label)), segments);

    private MarkedMask CutOutAt(Scene scene, PixelBox region, float x, float y)
    {
        var objects = _clicks.FindObjects(scene, region, x, y);
        var embedding = scene.GetEmbedding(_sam, region);
        using var masks = _sam.Decoder.Decode(embedding, new SamPrompt().Add(x, y, foreground: true));
        var meant = ClickReading.Weigh(objects, masks, embedding, x, y).MaxBy(meaning => meaning.Agreement)!;
        if (meant.Object is not { } box)
        {
            return ReadClick(scene, embedding, masks, meant.Mask, meant.Agreement, x, y);
        }

        using var aided = _sam.Decoder.Decode(embedding, new SamPrompt().Add(box).Add(x, y, foreground: true));
        return ReadClick(scene, embedding, aided, Unambiguous, meant.Agreement, x, y);
    }

    /// <summary>SAM's masks for a click, whichever of them is the answer; empty if SAM has only one.</summary>
    private List<(CandidateKind Kind, MarkedMask Mask)> FindCandidates(Scene scene, Mark mark, PromptPoint click)
    {
        scene.ThrowIfCanceled();
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var (x, y) = ((float)(click.X * width), (float)(click.Y * height));
        var region = mark.FindRegion(width, height);
        var embedding = scene.GetEmbedding(_sam, region);
        using var masks = _sam.Decoder.Decode(embedding, new SamPrompt().Add(x, y, foreground: true));
        var meanings = ClickReading.Weigh(_clicks.FindObjects(scene, region, x, y), masks, embedding, x, y);
        return
        [
            .. Enum.GetValues<CandidateKind>().Select((kind, index) => (Kind: kind, Mask: index + 1)).Where(candidate => candidate.Mask < masks.Count).Select(candidate =>
            {
                var evidence = SamEvidence.Of(masks, candidate.Mask, embedding);
                return (candidate.Kind, Read(
                    scene, embedding, masks, candidate.Mask, Evidence.OfCandidate(evidence, evidence.OffCenter(x, y), meanings[candidate.Mask].Agreement)));
            }),
        ];
    }

    private FoundSegment ToSegment(int prompt, Mark mark, MarkedMask found, CandidateKind? candidate = null) =>
        new(prompt, mark.Label, found.Score, found.Score, found.Mask) { Evidence = networks.IsMeasured ? found.Evidence : null, Candidate = candidate };

    private static double OffCenter(SamEvidence evidence, PromptPoint point, Scene scene) =>
        evidence.OffCenter((float)(point.X * scene.Picture.Width), (float)(point.Y * scene.Picture.Height));

    private static bool Covers(BinaryMask mask, PromptPoint point) =>
        mask[Math.Min((int)(point.X * mask.Width), mask.Width - 1), Math.Min((int)(point.Y * mask.Height), mask.Height - 1)];

    private static MarkedMask ReadClick(Scene scene, SamEmbedding embedding, SamMasks masks, int chosen, double agreement, float x, float y)
    {
        var evidence = SamEvidence.Of(masks, chosen, embedding);
        return Read(scene, embedding, masks, chosen, Evidence.OfClick(evidence, evidence.OffCenter(x, y), agreement));
    }

    private static MarkedMask Read(Scene scene, SamEmbedding embedding, SamMasks masks, int chosen, Evidence evidence, BoxF? box = null)
    {
        var mask = masks.Threshold(chosen, embedding, scene.Options.MaskThreshold);
        var (left, top) = (embedding.View.Region.X, embedding.View.Region.Y);
        if (box is { } edges)
        {
            // A box says where the object ends, but SAM's masks spill over it.
            mask.ClearOutside(edges.Offset(-left, -top));
        }

        MaskCleaner.Clean(mask);
        return new MarkedMask(mask.PlaceIn(scene.Picture.Width, scene.Picture.Height, left, top), Math.Clamp(masks.Scores[chosen], 0, 1), evidence);
    }
}

/// <summary>The mask of a marked object.</summary>
/// <param name="Mask">At the picture's size.</param>
/// <param name="Score">SAM's own estimate of the mask's quality, 0–1.</param>
/// <param name="Evidence">Evidence of how well it fits.</param>
internal sealed record MarkedMask(BinaryMask Mask, double Score, Evidence Evidence);
