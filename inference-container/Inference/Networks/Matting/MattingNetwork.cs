using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Matting;

/// <summary>A network of the catalogue's kind <c>matting</c>. One call at a time.</summary>
internal sealed class MattingNetwork : IDisposable
{
    private const float White = 255;

    private readonly MattingModel _model;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;

    public MattingNetwork(MattingModel model, string path, OnnxSessions sessions, ModelIdentity identity)
    {
        _model = model;
        _session = model.Output is { } output ? sessions.Open(model.Name, path, output) : sessions.Open(model.Name, path);
        _input = new InputTensor(1, 3, model.InputSize, model.InputSize);
        Identity = identity;
    }

    public ModelIdentity Identity { get; }

    /// <returns>Alpha of a region of the picture, [S, S], as features: 16-bit numbers, the largest of which is opaque.</returns>
    public byte[] Look(PictureSource picture, PixelBox region)
    {
        var view = InputView.Stretch(region, _model.InputSize);
        using (var pixels = picture.ForShortSide(region, _model.InputSize).Resize(view.Region, view.Width, view.Height))
        {
            NormalizationOf(pixels).Fill(pixels, _model.InputSize, _input.Values);
        }

        _session.Give(_model.Input ?? _session.Inputs[0], _input.Value);
        using var outputs = _session.Run();
        return Write(MattingAlpha.Read(outputs[0].GetTensorDataAsSpan<float>(), _model.OutputKind));
    }

    /// <param name="features">From <see cref="Look"/>.</param>
    /// <param name="picture">The picture that was looked at.</param>
    /// <param name="region">And where.</param>
    /// <returns>
    /// The matte at the picture's size, transparent outside the region, and the network's confidence in the subject: the mean alpha of the pixels from one half
    /// up, 0 if there are none.
    /// </returns>
    public (Matte Matte, double Certainty) Read(ReadOnlySpan<byte> features, PictureSource picture, PixelBox region)
    {
        var numbers = MemoryMarshal.Cast<byte, ushort>(features);
        var alpha = new float[numbers.Length];
        TensorPrimitives.ConvertTruncating(numbers, alpha.AsSpan());
        TensorPrimitives.Divide(alpha, ushort.MaxValue, alpha);
        var matte = Matte.FromNetwork(alpha, _model.InputSize, _model.InputSize, region.Width, region.Height);
        return (region == picture.Frame ? matte : matte.Extend(region, picture.Width, picture.Height), MeanOfInside(alpha));
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }

    private PlaneInput NormalizationOf(PixelBuffer pixels)
    {
        var brightest = _model.ScalesToBrightest ? Math.Max((byte)1, TensorPrimitives.Max<byte>(pixels.Pixels)) / White : 1;
        return new PlaneInput([.. _model.Mean.Select(value => value * brightest)], [.. _model.StandardDeviation.Select(value => value * brightest)]);
    }

    private static byte[] Write(ReadOnlySpan<float> alpha)
    {
        var features = new byte[alpha.Length * sizeof(ushort)];
        var numbers = MemoryMarshal.Cast<byte, ushort>(features.AsSpan());
        for (var i = 0; i < alpha.Length; i++)
        {
            numbers[i] = (ushort)Math.Round(Math.Clamp(alpha[i], 0, 1) * ushort.MaxValue);
        }

        return features;
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
