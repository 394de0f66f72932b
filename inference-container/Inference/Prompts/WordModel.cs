using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Prompts;

/// <summary>Words: detectors find the objects, SAM cuts them out.</summary>
internal sealed class WordModel(DetectorEnsemble detectors, SamNetworks sam, ClosedVocabulary vocabulary) : IPromptModel
{
    /// <summary>Part of the smaller mask from which two masks of a class show one object, or one shows a heap that the other is in.</summary>
    private const double SameObject = 0.8;

    public IEnumerable<Answer> Answer(Scene scene, PromptPlan plan)
    {
        var kept = new List<(int ClassId, BinaryMask Mask, int Area)>();
        foreach (var (detection, score) in Find(scene, classId => plan.PromptsFor(classId).Any()))
        {
            var mask = CutOut(scene, detection);
            var area = mask.CountArea();
            if (!kept.Exists(better => better.ClassId == detection.ClassId && Overlap(better.Mask, better.Area, mask, area) >= SameObject))
            {
                kept.Add((detection.ClassId, mask, area));
                yield return new Answer([.. plan.PromptsFor(detection.ClassId)], vocabulary.Classes[detection.ClassId], score, detection.RawScore, mask);
            }
        }
    }

    private static double Overlap(BinaryMask first, int firstArea, BinaryMask second, int secondArea) =>
        (double)first.CountCommon(second) / Math.Max(1, Math.Min(firstArea, secondArea));

    /// <returns>The pixels of everything that the plan excludes; null when nothing of it is in the picture.</returns>
    public BinaryMask? FindExcluded(Scene scene, PromptPlan plan)
    {
        BinaryMask? excluded = null;
        foreach (var (detection, _) in Find(scene, plan.Excluded.Contains))
        {
            var mask = CutOut(scene, detection);
            excluded?.Add(mask);
            excluded ??= mask;
        }

        return excluded;
    }

    private List<(Detection Detection, double Score)> Find(Scene scene, Func<int, bool> isWanted) => scene.GetDetections(detectors)
        .Where(detection => isWanted(detection.ClassId))
        .GroupBy(detection => detection.ClassId)
        .SelectMany(Score)
        .Where(scored => scored.Score >= scene.Options.ScoreThreshold)
        .OrderByDescending(scored => scored.Score)
        .ToList();

    private IEnumerable<(Detection Detection, double Score)> Score(IEnumerable<Detection> ofOneClass)
    {
        var best = ofOneClass.Max(detection => detection.RawScore);
        return ofOneClass.Select(detection => (detection, detectors.Calibration.Calibrate(detection.RawScore, best)));
    }

    private BinaryMask CutOut(Scene scene, Detection detection)
    {
        var embedding = scene.GetEmbedding(sam, scene.Picture.Frame);
        scene.ThrowIfCanceled();
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(detection.Box));
        var mask = masks.Threshold(0, embedding, scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return mask;
    }
}
