using System.Security.Cryptography;
using System.Text;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Several detectors of one vocabulary, each looking at a picture as it was trained to, mirrored, and in other proportions. One call at a time.</summary>
internal sealed class DetectorEnsemble(IReadOnlyList<IDetector> detectors, IReadOnlyList<ModelIdentity> identities)
{
    /// <summary>Fainter finds are noise in every view.</summary>
    private const float FaintestScore = 0.03f;

    public IReadOnlyList<ModelIdentity> Identities { get; } = identities;

    /// <summary>Changes with the views and the fusion, so that what another version kept is not taken for this one's.</summary>
    private const string Recipe = "3 views, fused 1";

    public string Sha256 { get; } = HashOf(identities);

    /// <summary>Fused scores are means over views, and so are the operating points.</summary>
    public ScoreCalibration Calibration { get; } = new(detectors.Average(detector => detector.Model.OperatingPoint));

    /// <summary>Hash of the recipe and of the files' hashes, lower-case hex: kept detections are valid for exactly these.</summary>
    public static string HashOf(IEnumerable<ModelIdentity> identities) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', identities.Select(identity => identity.Sha256).Prepend(Recipe)))));

    /// <returns>Every object of every class, best score first.</returns>
    public IReadOnlyList<Detection> Detect(PictureSource picture) =>
        DetectionFusion.Fuse([.. detectors.SelectMany(detector => ViewsOf(picture, detector).Select(view => Look(detector, picture, view)))]);

    /// <summary>What each detector looks at.</summary>
    public IEnumerable<InputView> ViewsOf(PictureSource picture) => detectors.SelectMany(detector => ViewsOf(picture, detector));

    private static IReadOnlyList<Detection> Look(IDetector detector, PictureSource picture, InputView view) => NonMaximumSuppression.Apply(
        detector.Detect(picture, view, FaintestScore).Where(detection => detection.Box.Area > 0), (float)detector.Model.OverlapThreshold);

    private static IEnumerable<InputView> ViewsOf(PictureSource picture, IDetector detector) =>
        [detector.View(picture.Frame, mirrored: false), detector.View(picture.Frame, mirrored: true), OtherProportions(detector, picture.Frame)];

    /// <summary>Fitted where the network wants it stretched, stretched where it wants it fitted.</summary>
    private static InputView OtherProportions(IDetector detector, PixelBox whole)
    {
        var stretched = InputView.Stretch(whole, detector.Model.InputSize);
        return detector.View(whole, mirrored: false) == stretched ? InputView.Fit(whole, detector.Model.InputSize) : stretched;
    }
}
