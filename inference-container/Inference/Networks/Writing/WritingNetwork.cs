using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Writing;

/// <summary>A network of the catalogue's kind <c>writing</c>. One call at a time.</summary>
internal sealed class WritingNetwork(WritingModel model, string path, OnnxSessions sessions, ModelIdentity identity) : IDisposable
{
    private const int Step = 32;

    /// <summary>Small pictures are not enlarged: the network would see letters in blurred shapes.</summary>
    private const double GreatestScale = 1;

    private const int LongestSide = 4096;

    private readonly OnnxSession _session = sessions.Open(model.Name, path, model.Output);
    private readonly PlaneInput _normalization = new(model.Mean, model.StandardDeviation);

    public ModelIdentity Identity => identity;

    /// <inheritdoc cref="WritingModel.OperatingPoint"/>
    public double OperatingPoint => model.OperatingPoint;

    /// <summary>The network's view: the picture in its own proportions, with at most as many pixels as a square of the network's input side, whatever its shape.</summary>
    public InputView ViewOf(PictureSource picture)
    {
        var (width, height) = ((double)picture.Width, (double)picture.Height);
        var scale = Math.Min(Math.Min(model.InputSize / Math.Sqrt(width * height), LongestSide / Math.Max(width, height)), GreatestScale);
        return new InputView(picture.Frame, Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }

    public WritingMap Look(PictureSource picture)
    {
        var view = ViewOf(picture);
        var (width, height) = (RoundUp(view.Width), RoundUp(view.Height));
        using var input = new InputTensor(1, 3, height, width);
        _normalization.Fill(picture.Render(view), width, input.Values);
        _session.Give(model.Input, input.Value);
        using var outputs = _session.Run();
        return new WritingMap(outputs[0].GetTensorDataAsSpan<float>().ToArray(), width, view.Width, view.Height);
    }

    public void Dispose() => _session.Dispose();

    private static int RoundUp(int length) => (length + Step - 1) / Step * Step;
}
