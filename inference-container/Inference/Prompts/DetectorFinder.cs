using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers words of a closed vocabulary: detectors find the boxes of their classes.</summary>
/// <param name="detectors">The detectors of the vocabulary.</param>
/// <param name="cutter">Makes masks from the boxes.</param>
/// <param name="isMeasured">Whether it has been measured how these detectors' scores predict the fit of masks.</param>
internal sealed class DetectorFinder(DetectorEnsemble detectors, BoxCutter cutter, bool isMeasured) : IWordFinder
{
    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => scene
        .GetDetections(detectors, isWanted, leastScore)
        .Select(detection =>
        {
            var score = detectors.Score(detection);
            return new WordFind(detection.ClassId, score, detection.RawScore, () => cutter.CutOut(scene, detection.Box))
            {
                IsFaint = !detection.IsPromising,
                Evidence = isMeasured ? Evidence.OfWord(score, detection.RawScore) : null,
            };
        });

    public IReadOnlyList<WordGlance>? Glance(Scene scene, Func<int, bool> isWanted) => scene.GetGlance(detectors) is { } glance
        ? [.. DetectorEnsemble.FuseGlance(glance).Where(found => isWanted(found.ClassId)).Select(found => new WordGlance(found.ClassId, detectors.Score(found), found.Box))]
        : null;
}
