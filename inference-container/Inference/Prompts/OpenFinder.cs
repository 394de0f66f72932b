using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Prompts;

/// <summary>An open vocabulary's words: all of a job's phrases are looked for at once.</summary>
internal sealed class OpenFinder(IOpenNetwork network, OpenVocabulary vocabulary, BoxCutter cutter) : IWordFinder
{
    private readonly ScoreCalibration _calibration = new(network.OperatingPoint);

    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => scene
        .GetFinds(network, vocabulary.Phrases)
        .Where(found => isWanted(found.Phrase))
        .Select(found =>
        {
            var score = _calibration.Calibrate(found.RawScore);
            return new WordFind(found.Phrase, score, found.RawScore, () => CutOut(scene, found, score));
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
