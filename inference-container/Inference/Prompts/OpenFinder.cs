using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers words of an open vocabulary: all of a job's phrases and exemplars are looked for at once.</summary>
internal sealed class OpenFinder(IOpenNetwork network, OpenVocabulary vocabulary, BoxCutter cutter) : IWordFinder
{
    private readonly ScoreCalibration _calibration = new(network.OperatingPoint);

    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => scene
        .GetFinds(network, vocabulary.Concepts)
        .Where(found => isWanted(found.Concept))
        .Select(found =>
        {
            var score = _calibration.Calibrate(found.RawScore);
            return new WordFind(found.Concept, score, found.RawScore, () => CutOut(scene, found, score));
        });

    private BinaryMask CutOut(Scene scene, OpenFind found, double score)
    {
        if (found.Map is not { } map)
        {
            return cutter.CutOut(scene, found.Box);
        }

        scene.ThrowIfCanceled();
        var mask = map.ToMask(scene.Picture.Width, scene.Picture.Height, scene.Options.MaskThreshold, score);
        if (found.Box.Area > 0)
        {
            mask.ClearOutside(found.Box);
        }

        MaskCleaner.Clean(mask);
        return mask;
    }
}
