using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers words of a vocabulary whose parts have networks of their own: each network looks for its part.</summary>
/// <param name="vocabulary">Assigns classes to parts.</param>
/// <param name="finders">By part, for the parts that a job's words need.</param>
internal sealed class FinderByAbility(IVocabulary vocabulary, IReadOnlyDictionary<ModelAbility, IWordFinder> finders) : IWordFinder
{
    /// <param name="networks">Opened as the classes need them.</param>
    /// <param name="vocabulary">Assigns classes to parts.</param>
    /// <param name="classIds">All classes that the job's words name.</param>
    public static FinderByAbility Over(NetworkSet networks, IVocabulary vocabulary, IEnumerable<int> classIds) =>
        new(vocabulary, classIds.GroupBy(vocabulary.AbilityFor).OrderBy(part => part.Key).ToDictionary(part => part.Key, part => FinderOver(networks, part.Key, part.First())));

    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => finders.SelectMany(
        finder => finder.Value.Find(scene, classId => vocabulary.AbilityFor(classId) == finder.Key && isWanted(classId), leastScore));

    public IReadOnlyList<WordGlance>? Glance(Scene scene, Func<int, bool> isWanted, bool withAllViews)
    {
        var all = new List<WordGlance>();
        foreach (var (ability, finder) in finders)
        {
            if (finder.Glance(scene, classId => vocabulary.AbilityFor(classId) == ability && isWanted(classId), withAllViews) is not { } seen)
            {
                return null;
            }

            all.AddRange(seen);
        }

        return all;
    }

    private static IWordFinder FinderOver(NetworkSet networks, ModelAbility ability, int classId) => ability switch
    {
        ModelAbility.MoreWords => new DetectorFinder(networks.MoreDetectors, new BoxCutter(networks.Sam), isMeasured: false),
        ModelAbility.Faces => new DetectorFinder(networks.Faces, new BoxCutter(networks.Sam), isMeasured: false),
        ModelAbility.Writing => new WritingFinder(networks.Writing, classId),
        _ => new DetectorFinder(networks.Detectors, new BoxCutter(networks.Sam), networks.IsMeasured),
    };
}

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

    public IReadOnlyList<WordGlance>? Glance(Scene scene, Func<int, bool> isWanted, bool withAllViews) => scene.GetGlance(detectors) is { } glance
        ? [.. (withAllViews ? scene.GetDetections(detectors) : DetectorEnsemble.FuseGlance(glance))
            .Where(found => isWanted(found.ClassId)).Select(found => new WordGlance(found.ClassId, detectors.Score(found), found.Box))]
        : null;
}
