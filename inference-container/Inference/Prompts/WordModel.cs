using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Prompts;

/// <summary>Words: detectors find the objects, SAM cuts them out.</summary>
internal sealed class WordModel(DetectorEnsemble detectors, SamNetworks sam, ClosedVocabulary vocabulary) : IPromptModel
{
    /// <summary>Part of the smaller mask from which two masks of a class show one object, or one shows a heap that the other is in.</summary>
    private const double SameObject = 0.8;

    public IEnumerable<Answer> Answer(Scene scene, PromptPlan plan) => Distinct(scene, classId => plan.PromptsFor(classId).Any())
        .Select(found => new Answer(
            [.. plan.PromptsFor(found.Detection.ClassId)],
            vocabulary.Classes[found.Detection.ClassId],
            found.Score,
            found.Detection.RawScore,
            found.Mask));

    /// <summary>What is found of these classes, cut out, no object twice; best score first.</summary>
    private IEnumerable<(Detection Detection, double Score, BinaryMask Mask)> Distinct(Scene scene, Func<int, bool> isWanted)
    {
        var kept = new List<(int ClassId, BinaryMask Mask, int Area)>();
        foreach (var (detection, score) in Find(scene, isWanted))
        {
            var mask = CutOut(scene, detection);
            var area = mask.CountArea();
            if (!kept.Exists(better => better.ClassId == detection.ClassId && Overlap(better.Mask, better.Area, mask, area) >= SameObject))
            {
                kept.Add((detection.ClassId, mask, area));
                yield return (detection, score, mask);
            }
        }
    }

    private static double Overlap(BinaryMask first, int firstArea, BinaryMask second, int secondArea) =>
        (double)first.CountCommon(second) / Math.Max(1, Math.Min(firstArea, secondArea));

    /// <summary>What is found of the plan's negatives.</summary>
    public ExcludedObjects FindExcluded(Scene scene, PromptPlan plan)
    {
        var excluded = new ExcludedObjects([], null);
        foreach (var (detection, _, mask) in Distinct(scene, plan.Excluded.Contains))
        {
            excluded.Mask?.Add(mask);
            excluded = new([.. excluded.ClassIds, detection.ClassId], excluded.Mask ?? mask.Copy());
        }

        return excluded;
    }

    /// <returns>The calibrated score of the likeliest object of these classes, however faint, 0–1.</returns>
    public double FindBestScore(Scene scene, IReadOnlyList<int> classIds) => scene.GetDetections(detectors)
        .Where(detection => classIds.Contains(detection.ClassId))
        .Select(detectors.Score)
        .DefaultIfEmpty()
        .Max();

    private List<(Detection Detection, double Score)> Find(Scene scene, Func<int, bool> isWanted) => scene.GetDetections(detectors)
        .Where(detection => isWanted(detection.ClassId))
        .Select(detection => (Detection: detection, Score: detectors.Score(detection)))
        .Where(scored => scored.Score >= scene.Options.ScoreThreshold)
        .OrderByDescending(scored => scored.Score)
        .ToList();

    private BinaryMask CutOut(Scene scene, Detection detection)
    {
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var region = PictureParts.Around(detection.Box, width, height);
        var embedding = scene.GetEmbedding(sam, region);
        scene.ThrowIfCanceled();
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(detection.Box));
        var mask = masks.Threshold(0, embedding, scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return mask.PlaceIn(width, height, region.X, region.Y);
    }
}

/// <summary>What is found of negative words.</summary>
/// <param name="ClassIds">Of each object.</param>
/// <param name="Mask">All of their pixels; null when there are none.</param>
internal sealed record ExcludedObjects(IReadOnlyList<int> ClassIds, BinaryMask? Mask);
