using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>A closed vocabulary's words: detectors find boxes of their classes.</summary>
/// <param name="detectors">Look.</param>
/// <param name="cutter">Makes masks of the boxes.</param>
/// <param name="isMeasured">Whether it is known how well masks fit by these detectors' scores.</param>
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
}
