using SegFunctions.Contract;
using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Sam;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Models;

/// <summary>The loaded networks that words need: a detector, and SAM for the masks. One call at a time.</summary>
public sealed class SegmentationModels : IDisposable
{
    private readonly Stack<IDisposable> _opened = new();

    /// <summary>Opens all three files, which takes about half a second.</summary>
    /// <param name="sessions">For the provider in use.</param>
    /// <param name="store">Holds both.</param>
    /// <param name="detector">What finds objects.</param>
    /// <param name="sam">What cuts them out.</param>
    /// <exception cref="InvalidOperationException">One of them is not installed.</exception>
    public SegmentationModels(OnnxSessions sessions, ModelStore store, DetectorModel detector, SamModel sam)
    {
        ProviderName = sessions.ProviderName;
        Calibration = new ScoreCalibration(detector.OperatingPoint);
        DetectorIdentity = Identify(detector, ModelFileRole.Network);
        SamIdentities = [Identify(sam, ModelFileRole.Encoder), Identify(sam, ModelFileRole.Decoder)];
        var (detectorFiles, samFiles) = (Installed(store, detector), Installed(store, sam));
        try
        {
            Detector = Opened(new BoxDetector(detector, detectorFiles[ModelFileRole.Network], sessions));
            Encoder = Opened(new SamEncoder(sam, samFiles[ModelFileRole.Encoder], sessions));
            Decoder = Opened(new SamDecoder(samFiles[ModelFileRole.Decoder], sessions));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string ProviderName { get; }

    internal ScoreCalibration Calibration { get; }

    internal BoxDetector Detector { get; }

    internal SamEncoder Encoder { get; }

    internal SamDecoder Decoder { get; }

    internal ModelIdentity DetectorIdentity { get; }

    internal IReadOnlyList<ModelIdentity> SamIdentities { get; }

    public void Dispose()
    {
        while (_opened.TryPop(out var model))
        {
            model.Dispose();
        }
    }

    private static ModelIdentity Identify(ModelEntry model, ModelFileRole role) => new(model.Name, model.GetFile(role).Sha256);

    private static IReadOnlyDictionary<ModelFileRole, string> Installed(ModelStore store, ModelEntry model) =>
        store.FindFiles(model) ?? throw new InvalidOperationException($"The model '{model.Name}' is not installed in {store.Folder}.");

    private T Opened<T>(T model)
        where T : IDisposable
    {
        _opened.Push(model);
        return model;
    }
}
