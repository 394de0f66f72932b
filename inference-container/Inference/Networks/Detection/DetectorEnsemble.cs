using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Several detectors with one vocabulary. Each sees a picture in three views: as in its training, mirrored, and with other proportions. One call at a time.</summary>
/// <param name="detectors">At least one.</param>
/// <param name="identities">Identities of the detectors.</param>
/// <param name="runsSideBySide">Whether as many views as there are detectors are looked at concurrently, or one after the other.</param>
/// <param name="openAgain">Opens the same detectors for another thread; null if one is enough.</param>
internal sealed class DetectorEnsemble(
    IReadOnlyList<IDetector> detectors,
    IReadOnlyList<ModelIdentity> identities,
    Func<bool> runsSideBySide,
    Func<IReadOnlyList<IDetector>>? openAgain = null)
{
    /// <summary>Fainter detections are noise in every view.</summary>
    private const float FaintestScore = 0.03f;

    /// <summary>
    /// A class is worth more views if the mean of the detectors' best scores at first glance reaches this fraction of their operating point.
    /// Everything that all views together detected had reached at least three quarters of it (<c>-- glance</c>).
    /// </summary>
    private const double PromisingPart = 0.5;

    private readonly List<IReadOnlyList<IDetector>> _ofThreads = [detectors];
    private readonly double _leastPromising = detectors.Count > 1 ? PromisingPart * detectors.Average(detector => detector.Model.OperatingPoint) : FaintestScore;

    public IReadOnlyList<ModelIdentity> Identities { get; } = identities;

    /// <summary>Changes with the views and the fusion, so that detections cached by another version are not used.</summary>
    private const string Recipe = "3 views, fused 1, long pictures in parts, classes of the first glance";

    public string Sha256 { get; } = HashOf(detectors.Select(detector => detector.Model), identities);

    /// <summary>Fused scores are means over views; accordingly, the operating point is the mean of the detectors' operating points.</summary>
    public ScoreCalibration Calibration { get; } = new(detectors.Average(detector => detector.Model.OperatingPoint));

    /// <summary>Hash of the recipe, of the files' hashes and of the words that their classes are mapped to, lower-case hex: cached detections are valid for exactly these.</summary>
    public static string HashOf(IEnumerable<DetectorModel> models, IEnumerable<ModelIdentity> identities) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join(',', [Recipe, .. identities.Select(identity => identity.Sha256), .. models.OfType<SsdModel>().SelectMany(WordsOf)]))));

    /// <summary>The calibrated score of a detection, 0–1.</summary>
    public double Score(Detection detection) => Calibration.Calibrate(detection.RawScore, detection.BestRawScore);

    /// <returns>Every object of every class, best score first.</returns>
    /// <param name="picture">Decoded to as many pixels as the views require.</param>
    /// <param name="glance">The first glance at this picture, if there was one; those views are not run again.</param>
    public IReadOnlyList<Detection> Detect(PictureSource picture, IReadOnlyList<IReadOnlyList<Detection>>? glance = null) =>
        PictureParts.IsLong(picture.Width, picture.Height) ? DetectInParts(picture) : DetectWhole(picture, glance);

    /// <summary>Runs only the first view of each detector: a class that no detector sees there is hardly ever detected in the other views.</summary>
    /// <returns>Detections by detector; null for a long picture, whose objects are too small in a view of the whole.</returns>
    public IReadOnlyList<IReadOnlyList<Detection>>? Glance(PictureSource picture) => PictureParts.IsLong(picture.Width, picture.Height)
        ? null
        : [.. Look(picture, detectors.Select(detector => ViewsOf(picture.Frame, detector).Take(1)), glance: null).Select(views => views[0])];

    /// <summary>What the first views show together.</summary>
    /// <param name="glance">The detections of the first glance, by detector.</param>
    /// <returns>Every object of every class, best score first; scores are means over these views alone.</returns>
    public static IReadOnlyList<Detection> FuseGlance(IReadOnlyList<IReadOnlyList<Detection>> glance) => WithBest(DetectionFusion.Fuse(glance));

    /// <summary>Whether further views may detect any of these classes. Each class is judged by itself.</summary>
    /// <param name="glance">The detections of the first glance at the same picture, by detector.</param>
    /// <param name="isWanted">Whether a class is one of these.</param>
    public bool IsPromising(IReadOnlyList<IReadOnlyList<Detection>> glance, Func<int, bool> isWanted) => glance
        .SelectMany(seen => seen.Where(detection => isWanted(detection.ClassId)).GroupBy(detection => detection.ClassId, detection => detection.RawScore))
        .GroupBy(scores => scores.Key, scores => (double)scores.Max())
        .Any(best => best.Sum() / detectors.Count >= _leastPromising);

    /// <returns>Every object of every class in a region, which is treated as if it were a picture; best score first.</returns>
    public IReadOnlyList<Detection> Detect(PictureSource picture, PixelBox region) => WithBest(Fuse(Look(picture, region)));

    /// <summary>The first view of a region for each detector.</summary>
    public IEnumerable<InputView> FirstViewsOf(PixelBox region) => detectors.Select(detector => detector.View(region, mirrored: false));

    /// <summary>All views of a region for each detector.</summary>
    public IEnumerable<InputView> ViewsOf(PixelBox region) => detectors.SelectMany(detector => ViewsOf(region, detector));

    /// <summary>Each size of part contributes the objects that do not fit into smaller parts.</summary>
    private IReadOnlyList<Detection> DetectInParts(PictureSource picture)
    {
        var across = picture.Width > picture.Height;
        var found = new List<Detection>();
        var known = 0.0;
        foreach (var (parts, wholeUpTo) in PictureParts.ForDetectors(picture.Width, picture.Height))
        {
            foreach (var part in parts)
            {
                // A box that is cut does not count as the best of its class: half of a boat may score higher than a whole one.
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

    /// <summary>Records on each detection the best score of its class.</summary>
    private static IReadOnlyList<Detection> WithBest(IReadOnlyList<Detection> found)
    {
        var best = found.GroupBy(detection => detection.ClassId).ToDictionary(ofClass => ofClass.Key, ofClass => ofClass.Max(detection => detection.RawScore));
        return [.. found.Select(detection => detection with { BestRawScore = best[detection.ClassId] })];
    }

    /// <summary>Marks the classes that were not promising at first glance, so that a word is answered the same whether or not all views have already been run.</summary>
    private IReadOnlyList<Detection> DetectWhole(PictureSource picture, IReadOnlyList<IReadOnlyList<Detection>>? glance)
    {
        var seen = Look(picture, picture.Frame, glance);
        IReadOnlyList<IReadOnlyList<Detection>> first = [.. seen.Select(views => views[0])];
        var promising = first.SelectMany(found => found).Select(detection => detection.ClassId).Distinct().Where(classId => IsPromising(first, wanted => wanted == classId)).ToHashSet();
        return [.. WithBest(Fuse(seen)).Select(detection => detection with { IsPromising = promising.Contains(detection.ClassId) })];
    }

    private static IReadOnlyList<Detection> Fuse(IEnumerable<IReadOnlyList<IReadOnlyList<Detection>>> seen) => DetectionFusion.Fuse([.. seen.SelectMany(views => views)]);

    /// <summary>Detections by detector, then by view.</summary>
    private IReadOnlyList<Detection>[][] Look(PictureSource picture, PixelBox region, IReadOnlyList<IReadOnlyList<Detection>>? glance = null) =>
        Look(picture, detectors.Select(detector => ViewsOf(region, detector)), glance);

    /// <param name="picture">Decoded to as many pixels as the views require.</param>
    /// <param name="views">By detector.</param>
    /// <param name="glance">The detections in each detector's first view, if they are known.</param>
    private IReadOnlyList<Detection>[][] Look(PictureSource picture, IEnumerable<IEnumerable<InputView>> views, IReadOnlyList<IReadOnlyList<Detection>>? glance)
    {
        InputView[][] ofDetectors = [.. views.Select(ofDetector => ofDetector.ToArray())];
        IReadOnlyList<Detection>[][] seen = [.. ofDetectors.Select(ofDetector => new IReadOnlyList<Detection>[ofDetector.Length])];
        var toSee = new ConcurrentQueue<(int Detector, int View)>();
        foreach (var (detector, ofDetector) in ofDetectors.Index())
        {
            foreach (var view in Enumerable.Range(0, ofDetector.Length))
            {
                if (view == 0 && glance is not null)
                {
                    seen[detector][0] = glance[detector];
                }
                else
                {
                    toSee.Enqueue((detector, view));
                }
            }
        }

        // The detectors take different times, so a thread takes whichever view is next, and the slower detector's views come first.
        var threads = openAgain is not null && runsSideBySide() ? detectors.Count : 1;
        while (_ofThreads.Count < threads)
        {
            _ofThreads.Add(openAgain!());
        }

        // Returns when all threads have ended, also if one fails: the picture is disposed after that.
        Task.WhenAll(_ofThreads.Take(threads).Select(ofThread => Task.Run(() => LookAtNext(ofThread)))).GetAwaiter().GetResult();
        return seen;

        void LookAtNext(IReadOnlyList<IDetector> ofThread)
        {
            while (toSee.TryDequeue(out var next))
            {
                seen[next.Detector][next.View] = Look(ofThread[next.Detector], picture, ofDetectors[next.Detector][next.View]);
            }
        }
    }

    private static IReadOnlyList<Detection> Look(IDetector detector, PictureSource picture, InputView view) => NonMaximumSuppression.Apply(
        detector.Detect(picture, view, FaintestScore).Where(detection => detection.Box.Area > 0), (float)detector.Model.OverlapThreshold);

    private static IEnumerable<InputView> ViewsOf(PixelBox region, IDetector detector) =>
        [detector.View(region, mirrored: false), detector.View(region, mirrored: true), OtherProportions(detector, region)];

    /// <summary>Fitted if the network is trained on stretched pictures, stretched if it is trained on fitted ones.</summary>
    private static InputView OtherProportions(IDetector detector, PixelBox region)
    {
        var stretched = InputView.Stretch(region, detector.Model.InputSize);
        return detector.View(region, mirrored: false) == stretched ? InputView.Fit(region, detector.Model.InputSize) : stretched;
    }
}
