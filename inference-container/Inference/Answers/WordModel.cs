using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Sam;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Answers;

/// <summary>Words: detectors find the objects, SAM cuts them out.</summary>
internal sealed class WordModel(DetectorEnsemble detectors, SamNetworks sam, ClosedVocabulary vocabulary) : IPromptModel
{
    public IEnumerable<Answer> Answer(Scene scene, PromptPlan plan)
    {
        foreach (var (detection, score) in Find(scene, classId => plan.PromptsFor(classId).Any()))
        {
            yield return new Answer(
                [.. plan.PromptsFor(detection.ClassId)], vocabulary.Classes[detection.ClassId], score, detection.RawScore, CutOut(scene, detection));
        }
    }

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
        var embedding = scene.GetEmbedding(sam);
        scene.ThrowIfCanceled();
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(detection.Box));
        var mask = LogitUpsampler.Threshold(masks.Logits(0), SamMasks.Side, embedding.Letterbox, scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return mask;
    }
}
