using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>The first half of SAM: looks at the picture once. One call at a time.</summary>
/// <remarks>Input [1, 3, S, S]; output [1, 256, S/16, S/16]. Exports name both differently, so the session's first names are taken.</remarks>
internal sealed class SamEncoder : IDisposable
{
    private readonly int _side;
    private readonly PlaneInput _normalisation;
    private readonly InferenceSession _session;
    private readonly InputTensor _input;

    public SamEncoder(SamModel model, string path, OnnxSessions sessions)
    {
        _side = model.InputSize;
        _normalisation = new PlaneInput(model.Mean, model.StandardDeviation);
        _session = sessions.Open(path);
        _input = new InputTensor(1, 3, _side, _side);
    }

    /// <summary>S, pixels.</summary>
    public int InputSize => _side;

    public SamEmbedding Encode(Picture picture)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, _side);
        using (var pixels = picture.Resize(letterbox))
        {
            _normalisation.Fill(pixels, _side, _input.Values);
        }

        using var runOptions = new RunOptions();
        var outputs = _session.Run(runOptions, [_session.InputNames[0]], [_input.Value], [_session.OutputNames[0]]);
        return new SamEmbedding(outputs, outputs[0], letterbox);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
