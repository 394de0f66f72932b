using System.Security.Cryptography;
using System.Text;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Several detectors of one vocabulary, each given a picture as it was trained to see it, mirrored, and in other proportions. One call at a time.</summary>
/// <param name="detectors">At least one.</param>
/// <param name="identities">Theirs.</param>
/// <param name="runsSideBySide">Whether they look at the same time, each on a thread, or one after the other.</param>
internal sealed class DetectorEnsemble(IReadOnlyList<IDetector> detectors, IReadOnlyList<ModelIdentity> identities, Func<bool> runsSideBySide)
{
    /// <summary>Fainter detections are noise in every view.</summary>
    private const float FaintestScore = 0.03f;

    /// <summary>
    /// The part of the operating point that several detectors' best scores at first glance must reach, on average, for a class to be worth more views.
    /// What all views answered had at least three quarters of it (<c>-- glance</c>).
    /// </summary>
    private const double PromisingPart = 0.5;

    private readonly double _leastPromising = detectors.Count > 1 ? PromisingPart * detectors.Average(detector => detector.Model.OperatingPoint) : FaintestScore;

    public IReadOnlyList<ModelIdentity> Identities { get; } = identities;

    /// <summary>Changes with the views and the fusion, so that detections cached by another version are not used.</summary>
    private const string Recipe = "3 views, fused 1, long pictures in parts, classes of the first glance";

    public string Sha256 { get; } = HashOf(detectors.Select(detector => detector.Model), identities);

    /// <summary>Fused scores are means over views, and so are the operating points.</summary>
    public ScoreCalibration Calibration { get; } = new(detectors.Average(detector => detector.Model.OperatingPoint));

    /// <summary>Hash of the recipe, the files' hashes and the words that are read of them, lower-case hex: cached detections are valid for exactly these.</summary>
    public static string HashOf(IEnumerable<DetectorModel> models, IEnumerable<ModelIdentity> identities) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join(',', [Recipe, .. identities.Select(identity => identity.Sha256), .. models.OfType<SsdModel>().SelectMany(WordsOf)]))));

    /// <summary>The calibrated score of a find, 0–1.</summary>
    public double Score(Detection detection) => Calibration.Calibrate(detection.RawScore, detection.BestRawScore);

    /// <returns>Every object of every class, best score first.</returns>
    /// <param name="picture">Decoded to as many pixels as the views require.</param>
    /// <param name="glance">The picture's, if there was one: its views are not looked at again.</param>
    public IReadOnlyList<Detection> Detect(PictureSource picture, IReadOnlyList<IReadOnlyList<Detection>>? glance = null) =>
        PictureParts.IsLong(picture.Width, picture.Height) ? DetectInParts(picture) : DetectWhole(picture, glance);

    /// <summary>The first of each detector's views: a class of which no detector sees anything there is hardly ever found by the others.</summary>
    /// <returns>By detector; null for a long picture, whose objects are small in a view of all of it.</returns>
    public IReadOnlyList<IReadOnlyList<Detection>>? Glance(PictureSource picture) => PictureParts.IsLong(picture.Width, picture.Height)
        ? null
        : LookWithEach(index => Look(detectors[index], picture, ViewsOf(picture.Frame, detectors[index]).First()));

    /// <summary>Whether more views may find something of these classes: of any of them, each by itself.</summary>
    /// <param name="glance">What the first look at the same picture has found, by detector.</param>
    /// <param name="isWanted">By class.</param>
    public bool IsPromising(IReadOnlyList<IReadOnlyList<Detection>> glance, Func<int, bool> isWanted) => glance
        .SelectMany(seen => seen.Where(detection => isWanted(detection.ClassId)).GroupBy(detection => detection.ClassId, detection => detection.RawScore))
        .GroupBy(scores => scores.Key, scores => (double)scores.Max())
        .Any(best => best.Sum() / detectors.Count >= _leastPromising);

    /// <returns>Every object of every class in a region that is looked at as if it were a picture, best score first.</returns>
    public IReadOnlyList<Detection> Detect(PictureSource picture, PixelBox region) => WithBest(Fuse(Look(picture, region)));

    /// <summary>What each detector looks at first in a region.</summary>
    public IEnumerable<InputView> FirstViewsOf(PixelBox region) => detectors.Select(detector => detector.View(region, mirrored: false));

    /// <summary>What each detector looks at in a region.</summary>
    public IEnumerable<InputView> ViewsOf(PixelBox region) => detectors.SelectMany(detector => ViewsOf(region, detector));

    /// <summary>Each size of part contributes the objects that do not fit into a smaller part.</summary>
    private IReadOnlyList<Detection> DetectInParts(PictureSource picture)
    {
        var across = picture.Width > picture.Height;
        var found = new List<Detection>();
        var known = 0.0;
        foreach (var (parts, wholeUpTo) in PictureParts.ForDetectors(picture.Width, picture.Height))
        {
            foreach (var part in parts)
            {
                // What is cut is compared with nothing: a boat's half may score higher than whole boats.
                found.AddRange(WithBest([.. Fuse(Look(picture, part)).Where(detection => !PictureParts.IsCut(detection.Box, part, picture.Width, picture.Height))])
                    .Where(detection => (across ? detection.Box.Right - detection.Box.Left : detection.Box.Bottom - detection.Box.Top) > known));
                picture.Forget(part);
            }

            known = wholeUpTo;
        }

        return NonMaximumSuppression.Apply(found, DetectionFusion.SameObject, Score);
    }

    private static IEnumerable<string> WordsOf(SsdModel model) =>
        model.Words.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => $"{word.Key} {string.Join(' ', word.Value)}");

    /// <summary>Notes at each find the best of its class.</summary>
    private static IReadOnlyList<Detection> WithBest(IReadOnlyList<Detection> found)
    {
        var best = found.GroupBy(detection => detection.ClassId).ToDictionary(ofClass => ofClass.Key, ofClass => ofClass.Max(detection => detection.RawScore));
        return [.. found.Select(detection => detection with { BestRawScore = best[detection.ClassId] })];
    }

    /// <summary>Marks the classes of which there was nothing at first glance, so that a word is answered the same whether or not all views were looked at before.</summary>
    private IReadOnlyList<Detection> DetectWhole(PictureSource picture, IReadOnlyList<IReadOnlyList<Detection>>? glance)
    {
        var seen = Look(picture, picture.Frame, glance);
        IReadOnlyList<IReadOnlyList<Detection>> first = [.. seen.Select(views => views[0])];
        var promising = first.SelectMany(found => found).Select(detection => detection.ClassId).Distinct().Where(classId => IsPromising(first, wanted => wanted == classId)).ToHashSet();
        return [.. WithBest(Fuse(seen)).Select(detection => detection with { IsPromising = promising.Contains(detection.ClassId) })];
    }

    private static IReadOnlyList<Detection> Fuse(IEnumerable<IReadOnlyList<IReadOnlyList<Detection>>> seen) => DetectionFusion.Fuse([.. seen.SelectMany(views => views)]);

    /// <summary>By detector, then by view.</summary>
    private List<IReadOnlyList<Detection>>[] Look(PictureSource picture, PixelBox region, IReadOnlyList<IReadOnlyList<Detection>>? glance = null) =>
        LookWithEach(index => LookThrough(picture, region, detectors[index], glance?[index]));

    private static List<IReadOnlyList<Detection>> LookThrough(PictureSource picture, PixelBox region, IDetector detector, IReadOnlyList<Detection>? first) =>
        [.. ViewsOf(region, detector).Select((view, index) => index == 0 && first is not null ? first : Look(detector, picture, view))];

    /// <summary>What each detector sees, in their order.</summary>
    private T[] LookWithEach<T>(Func<int, T> look)
    {
        var all = Enumerable.Range(0, detectors.Count);
        return runsSideBySide() ? Task.WhenAll(all.Select(index => Task.Run(() => look(index)))).GetAwaiter().GetResult() : [.. all.Select(look)];
    }

    private static IReadOnlyList<Detection> Look(IDetector detector, PictureSource picture, InputView view) => NonMaximumSuppression.Apply(
        detector.Detect(picture, view, FaintestScore).Where(detection => detection.Box.Area > 0), (float)detector.Model.OverlapThreshold);

    private static IEnumerable<InputView> ViewsOf(PixelBox region, IDetector detector) =>
        [detector.View(region, mirrored: false), detector.View(region, mirrored: true), OtherProportions(detector, region)];

    /// <summary>Fitted if the network takes pictures stretched, stretched if it takes them fitted.</summary>
    private static InputView OtherProportions(IDetector detector, PixelBox region)
    {
        var stretched = InputView.Stretch(region, detector.Model.InputSize);
        return detector.View(region, mirrored: false) == stretched ? InputView.Fit(region, detector.Model.InputSize) : stretched;
    }
}
