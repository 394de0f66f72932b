using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Points and boxes: SAM cuts out what they mark, and detectors help to interpret a single click.</summary>
internal sealed class MarkPrompts(PromptPlan plan, DetectorEnsemble detectors, SamNetworks sam) : IPrompts
{
    /// <summary>SAM's mask for unambiguous prompts.</summary>
    private const int Unambiguous = 0;

    /// <summary>The middle one of SAM's masks for a part, a larger part and the whole.</summary>
    private const int LargerPart = 2;

    private readonly ClickReading _clicks = new(detectors);

    public IEnumerable<FoundSegment> Find(Scene scene)
    {
        foreach (var (prompt, mark) in plan.Marks)
        {
            var (mask, score) = CutOut(scene, mark);
            yield return new FoundSegment(prompt, mark.Label, score, score, mask);
        }
    }

    /// <summary>One object, as it is marked in a picture, and SAM's own estimate of the mask, 0–1.</summary>
    public (BinaryMask Mask, double Score) CutOut(Scene scene, Mark mark)
    {
        scene.ThrowIfCanceled();
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var region = mark.FindRegion(width, height);
        if (mark.OnlyClick is { } click)
        {
            var answer = CutOutAt(scene, region, (float)(click.X * width), (float)(click.Y * height));

            // A background point outside the object adds nothing, but would make SAM return another kind of mask.
            if (!mark.Background.Any(point => Covers(answer.Mask, point)))
            {
                return answer;
            }
        }

        var embedding = scene.GetEmbedding(sam, region);
        var prompt = mark.ToPrompt(width, height, region);
        using var masks = sam.Decoder.Decode(embedding, prompt);
        return Read(scene, embedding, masks, Choose(masks, embedding, prompt), mark.FindBox(width, height));
    }

    public BinaryMask? FindExcluded(Scene scene) => null;

    public IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments) =>
        Sentences.NothingFound(plan.Marks.Select(marked => (marked.Prompt, marked.Mark.Label)), segments);

    private (BinaryMask Mask, double Score) CutOutAt(Scene scene, PixelBox region, float x, float y)
    {
        var objects = _clicks.FindObjects(scene, region, x, y);
        var embedding = scene.GetEmbedding(sam, region);
        if (objects is [{ Box: var only }])
        {
            return CutOutObject(scene, embedding, only, x, y);
        }

        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(x, y, foreground: true));
        return objects.Count == 0
            ? Read(scene, embedding, masks, masks.Count > LargerPart ? LargerPart : Unambiguous, null)
            : CutOutObject(scene, embedding, ClickReading.Choose(objects, masks, embedding, x, y), x, y);
    }

    private (BinaryMask Mask, double Score) CutOutObject(Scene scene, SamEmbedding embedding, BoxF box, float x, float y)
    {
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(box).Add(x, y, foreground: true));
        return Read(scene, embedding, masks, Unambiguous, null);
    }

    private static bool Covers(BinaryMask mask, PromptPoint point) =>
        mask[Math.Min((int)(point.X * mask.Width), mask.Width - 1), Math.Min((int)(point.Y * mask.Height), mask.Height - 1)];

    /// <summary>The mask with the most foreground points inside and background points outside; of several the least ambiguous one.</summary>
    private static int Choose(SamMasks masks, SamEmbedding embedding, SamPrompt prompt)
    {
        var (best, mostRight) = (Unambiguous, -1);
        for (var mask = 0; mask < masks.Count; mask++)
        {
            var right = prompt.Points.Count(point => masks.Covers(mask, embedding, point.X, point.Y) == point.Foreground);
            if (right > mostRight)
            {
                (best, mostRight) = (mask, right);
            }
        }

        return best;
    }

    private static (BinaryMask Mask, double Score) Read(Scene scene, SamEmbedding embedding, SamMasks masks, int chosen, BoxF? box)
    {
        var mask = masks.Threshold(chosen, embedding, scene.Options.MaskThreshold);
        var (left, top) = (embedding.View.Region.X, embedding.View.Region.Y);
        if (box is { } edges)
        {
            // A box says where the object ends; SAM spills over.
            mask.ClearOutside(edges.Offset(-left, -top));
        }

        MaskCleaner.Clean(mask);
        return (mask.PlaceIn(scene.Picture.Width, scene.Picture.Height, left, top), Math.Clamp(masks.Scores[chosen], 0, 1));
    }
}
