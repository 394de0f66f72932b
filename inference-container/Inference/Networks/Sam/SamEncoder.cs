using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The first half of SAM: encodes a picture, or a region of it, once. One call at a time.</summary>
/// <remarks>Input [1, 3, S, S]; output [1, 256, S/16, S/16]. Exports name both differently, so the first names of the session are used.</remarks>
internal sealed class SamEncoder : IDisposable
{
    private readonly int _side;
    private readonly PlaneInput _normalization;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public SamEncoder(SamModel model, string path, OnnxSessions sessions)
    {
        _side = model.InputSize;
        _normalization = new PlaneInput(model.Mean, model.StandardDeviation);
        _session = sessions.Open($"{model.Name} encoder", path);
        _input = new InputTensor(1, 3, _side, _side);
    }

    /// <summary>S, pixels.</summary>
    public int InputSize => _side;

    /// <summary>Its view of a region.</summary>
    public InputView ViewOf(PixelBox region) => InputView.Fit(region, _side);

    /// <param name="picture">Decoded to as many pixels as the region requires.</param>
    /// <param name="region">What to look at, pixels of the picture.</param>
    public SamEmbedding Encode(PictureSource picture, PixelBox region)
    {
        _normalization.Fill(picture.Render(ViewOf(region)), _side, _input.Values);
        if (region != picture.Frame)
        {
            picture.Forget(region);
        }

        _session.Give(_session.Inputs[0], _input.Value);
        var outputs = _session.Run();
        return new SamEmbedding(outputs, outputs[0], region, Letterbox.Fit(region.Width, region.Height, _side));
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
