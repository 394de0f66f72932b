using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Models.Matting;

/// <summary>A network of the catalogue's kind <c>matting</c>. One call at a time.</summary>
internal sealed class MattingNetwork : IDisposable
{
    private readonly MattingModel _model;
    private readonly PlaneInput _normalisation;
    private readonly InferenceSession _session;
    private readonly InputTensor _input;

    public MattingNetwork(MattingModel model, string path, OnnxSessions sessions, ModelIdentity identity)
    {
        _model = model;
        _normalisation = new PlaneInput(model.Mean, model.StandardDeviation);
        _session = sessions.Open(path);
        _input = new InputTensor(1, 3, model.InputSize, model.InputSize);
        Identity = identity;
    }

    public ModelIdentity Identity { get; }

    public AlphaMap FindSubject(Picture picture)
    {
        var view = InputView.Stretch(new PixelBox(0, 0, picture.Width, picture.Height), _model.InputSize);
        using (var pixels = picture.Resize(view.Region, view.Width, view.Height))
        {
            _normalisation.Fill(pixels, _model.InputSize, _input.Values);
        }

        using var runOptions = new RunOptions();
        using var outputs = _session.Run(runOptions, [_model.Input], [_input.Value], [_model.Output]);
        return new AlphaMap(outputs[0].GetTensorDataAsSpan<float>().ToArray(), _model.InputSize, picture.Width, picture.Height);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
