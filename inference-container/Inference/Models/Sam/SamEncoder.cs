using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>The first half of SAM: looks at the picture once. One call at a time.</summary>
/// <remarks>Input [1, 3, 1024, 1024]; output [1, 256, 64, 64]. Exports name both differently, so the session's first names are taken.</remarks>
internal sealed class SamEncoder : IDisposable
{
    public const int Side = 1024;

    private readonly InferenceSession _session;
    private readonly InputTensor _input = new(1, 3, Side, Side);

    public SamEncoder(ModelFile model, OnnxSessions sessions)
    {
        Model = model;
        _session = sessions.Open(model);
    }

    public ModelFile Model { get; }

    public SamEmbedding Encode(Picture picture)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, Side);
        using (var pixels = picture.Resize(letterbox))
        {
            SamInput.Fill(pixels, Side, _input.Values);
        }

        using var runOptions = new RunOptions();
        var outputs = _session.Run(runOptions, [_session.InputNames[0]], [_input.Value], [_session.OutputNames[0]]);
        return new SamEmbedding(outputs, letterbox);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
