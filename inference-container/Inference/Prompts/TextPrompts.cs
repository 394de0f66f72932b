using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers words: a finder finds the objects, and the mask of each is made once.</summary>
internal sealed class TextPrompts(PromptPlan plan, IWordFinder finder) : IPrompts
{
    /// <summary>Overlap, as a fraction of the smaller mask, from which two masks of a class show the same object, or one shows a group that includes the other.</summary>
    private const double SameObject = 0.8;

    private const double Certain = 1;

    private readonly List<int> _excludedClasses = [];

    public IEnumerable<FoundSegment> Find(Scene scene) => FindObjects(scene)
        .SelectMany(found => Answered(scene, found.ClassId, found.Score, found.IsFaint).Select(prompt => new FoundSegment(
            prompt, plan.Vocabulary.GetLabel(found.ClassId), found.Score, found.RawScore, found.Mask)
        {
            Evidence = found.Evidence,
        }));

    /// <returns>Every object that the words ask for, without duplicates; best score first.</returns>
    public IEnumerable<FoundObject> FindObjects(Scene scene) => Distinct(scene, (classId, score, isFaint) => Answered(scene, classId, score, isFaint).Any());

    /// <returns>What a first glance shows of what the words ask for, in any order; null if the networks have none.</returns>
    /// <inheritdoc cref="IWordFinder.Glance"/>
    public IReadOnlyList<WordGlance>? Glance(Scene scene, bool withAllViews) =>
        finder.Glance(scene, plan.WordClasses.Contains, withAllViews)?.Select(seen => seen with { IsAnswer = Answered(scene, seen.ClassId, seen.Score, isFaint: false).Any() }).ToList();

    public BinaryMask? FindExcluded(Scene scene)
    {
        if (plan.Negatives.Count == 0)
        {
            return null;
        }

        BinaryMask? excluded = null;
        foreach (var found in Distinct(scene, (classId, score, isFaint) => IsExcluded(scene, classId, score, isFaint)))
        {
            _excludedClasses.Add(found.ClassId);
            excluded ??= found.Mask.Copy();
            excluded.Add(found.Mask);
        }

        return excluded;
    }

    public IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments)
    {
        foreach (var (prompt, phrase) in plan.Words)
        {
            if (!segments.Any(segment => segment.Prompt == prompt && phrase.ClassIds.Any(id => plan.Vocabulary.GetLabel(id) == segment.Label)))
            {
                var threshold = plan.ThresholdOf(prompt, scene.Options);
                yield return TextNotes.NotFound(phrase.Text, FindBestScore(scene, phrase.ClassIds, threshold), threshold);
            }
        }

        foreach (var phrase in plan.Negatives)
        {
            yield return TextNotes.Excluded(phrase.Text, _excludedClasses.Count(phrase.ClassIds.Contains), scene.Options.ScoreThreshold);
        }
    }

    /// <summary>The objects of these classes with their masks, without duplicates; best score first.</summary>
    private IEnumerable<FoundObject> Distinct(Scene scene, Func<int, double, bool, bool> isWanted)
    {
        var kept = new List<(int ClassId, BinaryMask Mask, int Area)>();
        foreach (var found in Find(scene, isWanted))
        {
            var mask = found.CutOut();
            var area = mask.CountArea();
            if (!kept.Exists(better => better.ClassId == found.ClassId && Overlap(better.Mask, better.Area, mask, area) >= SameObject))
            {
                kept.Add((found.ClassId, mask, area));
                yield return new FoundObject(found.ClassId, found.Score, found.RawScore, mask) { Evidence = found.Evidence, IsFaint = found.IsFaint };
            }
        }
    }

    private bool IsExcluded(Scene scene, int classId, double score, bool isFaint) =>
        plan.Excluded.Contains(classId) && IsEnough(scene, score, isFaint, scene.Options.ScoreThreshold);

    /// <summary>The prompts that an object of the class answers with its score, each judged as if it were the only one.</summary>
    private IEnumerable<int> Answered(Scene scene, int classId, double score, bool isFaint) =>
        plan.PromptsFor(classId).Where(prompt => IsEnough(scene, score, isFaint, plan.ThresholdOf(prompt, scene.Options)));

    private static bool IsEnough(Scene scene, double score, bool isFaint, double threshold) =>
        score >= threshold && IsOfUse(scene, isFaint, threshold);

    /// <summary>Whether an object counts for a prompt with this threshold, whatever its score.</summary>
    private static bool IsOfUse(Scene scene, bool isFaint, double threshold) =>
        !isFaint || Math.Min(threshold, scene.Options.ScoreThreshold) < new InferenceOptions().ScoreThreshold;

    private static double Overlap(BinaryMask first, int firstArea, BinaryMask second, int secondArea) =>
        (double)first.CountCommon(second) / Math.Max(1, Math.Min(firstArea, secondArea));

    /// <returns>The best calibrated score, 0–1, of an object of these classes that counts at the threshold, even if the score itself is lower.</returns>
    private double FindBestScore(Scene scene, IReadOnlyList<int> classIds, double threshold) => FindOf(scene, classIds.Contains)
        .Where(found => IsOfUse(scene, found.IsFaint, threshold))
        .Select(found => found.Score)
        .DefaultIfEmpty()
        .Max();

    private List<WordFind> Find(Scene scene, Func<int, double, bool, bool> isWanted) => FindOf(scene, classId => isWanted(classId, Certain, false))
        .Where(found => isWanted(found.ClassId, found.Score, found.IsFaint))
        .OrderByDescending(found => found.Score)
        .ToList();

    /// <summary>Looks for each class with the lowest score that its own words ask for, so that other words in the job do not change a word's result.</summary>
    private IEnumerable<WordFind> FindOf(Scene scene, Func<int, bool> isWanted) => plan.WordClasses
        .Where(isWanted)
        .GroupBy(classId => LeastScoreOf(scene, classId))
        .SelectMany(classes => finder.Find(scene, classes.ToHashSet().Contains, classes.Key));

    private double LeastScoreOf(Scene scene, int classId) =>
        plan.PromptsFor(classId).Select(prompt => plan.ThresholdOf(prompt, scene.Options)).Append(scene.Options.ScoreThreshold).Min();
}

/// <summary>An object that words name, with its mask.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
/// <param name="Mask">At the picture's size.</param>
internal sealed record FoundObject(int ClassId, double Score, float RawScore, BinaryMask Mask)
{
    /// <inheritdoc cref="WordFind.Evidence"/>
    public Evidence? Evidence { get; init; }

    /// <inheritdoc cref="WordFind.IsFaint"/>
    public bool IsFaint { get; init; }
}
