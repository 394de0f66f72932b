using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Sam;

namespace SegFunctions.Inference.Models;

/// <summary>The loaded networks that words need: a detector, and SAM for the masks. One call at a time.</summary>
public sealed class SegmentationModels : IDisposable
{
    private SegmentationModels(OnnxSessions sessions, CenterNetDetector detector, SamEncoder encoder, SamDecoder decoder)
    {
        ProviderName = sessions.ProviderName;
        Detector = detector;
        Encoder = encoder;
        Decoder = decoder;
    }

    public string ProviderName { get; }

    internal CenterNetDetector Detector { get; }

    internal SamEncoder Encoder { get; }

    internal SamDecoder Decoder { get; }

    /// <summary>Opens all three files, which takes about half a second.</summary>
    public static SegmentationModels Load(OnnxSessions sessions, ModelFile detector, ModelFile encoder, ModelFile decoder)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            return new SegmentationModels(
                sessions,
                Opened(new CenterNetDetector(detector, sessions)),
                Opened(new SamEncoder(encoder, sessions)),
                Opened(new SamDecoder(decoder, sessions)));
        }
        catch
        {
            foreach (var model in opened)
            {
                model.Dispose();
            }

            throw;
        }

        T Opened<T>(T model)
            where T : IDisposable
        {
            opened.Push(model);
            return model;
        }
    }

    public void Dispose()
    {
        Detector.Dispose();
        Encoder.Dispose();
        Decoder.Dispose();
    }
}
