using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>A mask as the decoder gives it: 256 × 256 logits over the encoder's square.</summary>
internal sealed class LogitMap(IDisposableReadOnlyCollection<OrtValue> outputs, Letterbox letterbox) : IDisposable
{
    public const int Side = 256;

    public ReadOnlySpan<float> Logits => outputs[0].GetTensorDataAsSpan<float>();

    /// <summary>The mask at the picture's size.</summary>
    /// <param name="threshold">A pixel is set when its probability is at least this, 0–1.</param>
    public BinaryMask ToMask(double threshold) => LogitUpsampler.Threshold(Logits, Side, letterbox, threshold);

    public void Dispose() => outputs.Dispose();
}
