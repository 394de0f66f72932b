using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Matting;

/// <summary>A network of the catalogue's kind <c>matting</c>. One call at a time.</summary>
internal sealed class MattingNetwork : IDisposable
{
    private readonly MattingModel _model;
    private readonly PlaneInput _normalisation;
    private readonly OnnxNetwork _network;
    private readonly InputTensor _input;

    public MattingNetwork(MattingModel model, string path, OnnxSessions sessions, ModelIdentity identity)
    {
        _model = model;
        _normalisation = new PlaneInput(model.Mean, model.StandardDeviation);
        _network = sessions.Open(model.Name, path, model.Output);
        _input = new InputTensor(1, 3, model.InputSize, model.InputSize);
        Identity = identity;
    }

    public ModelIdentity Identity { get; }

    /// <returns>
    /// The matte at the picture's size, and how sure the network is of what it takes for the subject: the mean alpha of the pixels from one half
    /// on, 0 when there are none.
    /// </returns>
    public (Matte Matte, double Certainty) FindSubject(PictureSource picture)
    {
        var view = InputView.Stretch(new PixelBox(0, 0, picture.Width, picture.Height), _model.InputSize);
        using (var pixels = picture.ForShortSide(_model.InputSize).Resize(view.Region, view.Width, view.Height))
        {
            _normalisation.Fill(pixels, _model.InputSize, _input.Values);
        }

        _network.Give(_model.Input, _input.Value);
        using var outputs = _network.Run();
        var alpha = outputs[0].GetTensorDataAsSpan<float>();
        return (Matte.FromNetwork(alpha, _model.InputSize, _model.InputSize, picture.Width, picture.Height), MeanOfInside(alpha));
    }

    public void Dispose()
    {
        _network.Dispose();
        _input.Dispose();
    }

    private static double MeanOfInside(ReadOnlySpan<float> alpha)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in alpha)
        {
            if (value >= 0.5f)
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? 0 : Math.Min(1, sum / count);
    }
}
