using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>What the encoder saw in one picture, for any number of prompts.</summary>
internal sealed class SamEmbedding(IDisposableReadOnlyCollection<OrtValue> outputs, Letterbox letterbox) : IDisposable
{
    public OrtValue Value => outputs[0];

    /// <summary>Between the picture and the encoder's input.</summary>
    public Letterbox Letterbox { get; } = letterbox;

    public void Dispose() => outputs.Dispose();
}
