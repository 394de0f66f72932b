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
    private readonly OnnxNetwork _network;
    private readonly InputTensor _input;

    public SamEncoder(SamModel model, string path, OnnxSessions sessions)
    {
        _side = model.InputSize;
        _normalisation = new PlaneInput(model.Mean, model.StandardDeviation);
        _network = sessions.Open($"{model.Name} encoder", path);
        _input = new InputTensor(1, 3, _side, _side);
    }

    /// <summary>S, pixels.</summary>
    public int InputSize => _side;

    public SamEmbedding Encode(PictureSource picture)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, _side);
        using (var pixels = picture.ForLongSide(_side).Resize(letterbox))
        {
            _normalisation.Fill(pixels, _side, _input.Values);
        }

        _network.Give(_network.Inputs[0], _input.Value);
        var outputs = _network.Run();
        return new SamEmbedding(outputs, outputs[0], letterbox);
    }

    public void Dispose()
    {
        _network.Dispose();
        _input.Dispose();
    }
}
