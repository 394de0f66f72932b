using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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
        _session = model.Output is { } output ? sessions.OpenLarge(model.Name, path, output) : sessions.OpenLarge(model.Name, path);
        _input = new InputTensor(1, 3, model.InputSize, model.InputSize);
        Identity = identity;
    }

    public ModelIdentity Identity { get; }

    /// <inheritdoc cref="HashOf"/>
    public string Sha256 => HashOf(_model, Identity);

    /// <summary>Whether the network was added by a user: how well its mattes fit has not been measured.</summary>
    public bool IsAdded => _model.Source is not NpmPackage;

    /// <summary>Hash of the file's hash and of how the network is used, lower-case hex: cached mattes are valid for exactly these.</summary>
    public static string HashOf(MattingModel model, ModelIdentity identity) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{identity.Sha256} {model.InputSize} {model.Output} {model.OutputKind} {model.ScalesToBrightest} {Join(model.Mean)} {Join(model.StandardDeviation)}"))));

    /// <returns>Alpha of a region of the picture, [S, S], as features: 16-bit numbers, the largest of which means opaque.</returns>
    public byte[] Look(PictureSource picture, PixelBox region)
    {
        var view = InputView.Stretch(region, _model.InputSize);
        using (var pixels = picture.ForView(view).Resize(view.Region, view.Width, view.Height))
        {
            NormalizationOf(pixels).Fill(pixels, _model.InputSize, _input.Values);
        }

        _session.Give(_model.Input ?? _session.Inputs[0], _input.Value);
        using var outputs = _session.Run();
        return Write(MattingAlpha.Read(outputs[0].GetTensorDataAsSpan<float>(), _model.OutputKind));
    }

    /// <param name="features">From <see cref="Look"/>.</param>
    /// <param name="picture">The picture that was looked at.</param>
    /// <param name="region">The region that was looked at.</param>
    /// <returns>The matte is transparent outside the region.</returns>
    public SubjectMatte Read(ReadOnlySpan<byte> features, PictureSource picture, PixelBox region)
    {
        var numbers = MemoryMarshal.Cast<byte, ushort>(features);
        var alpha = new float[numbers.Length];
        TensorPrimitives.ConvertTruncating(numbers, alpha.AsSpan());
        TensorPrimitives.Divide(alpha, ushort.MaxValue, alpha);
        var matte = Matte.FromNetwork(alpha, _model.InputSize, _model.InputSize, region.Width, region.Height);
        var (inside, sum) = SumInside(alpha);
        return new SubjectMatte(
            region == picture.Frame ? matte : matte.Extend(region, picture.Width, picture.Height),
            inside == 0 ? 0 : Math.Min(1, sum / inside),
            inside == 0 ? 0 : sum / (inside + Math.Max(0, TensorPrimitives.Sum<float>(alpha) - sum)),
            (double)inside / alpha.Length);
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

    private static string Join(IEnumerable<float> values) => string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

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

    /// <summary>Counts the pixels with an alpha of at least 0.5, and sums their alpha.</summary>
    private static (int Count, double Sum) SumInside(ReadOnlySpan<float> alpha)
    {
        var (count, sum) = (0, 0.0);
        foreach (var value in alpha)
        {
            if (value >= 0.5f)
            {
                sum += value;
                count++;
            }
        }

        return (count, sum);
    }
}

/// <summary>The subject of a picture.</summary>
/// <param name="Matte">At the picture's size; owned by the caller.</param>
/// <param name="Certainty">The network's confidence: the mean alpha of the pixels with an alpha of at least 0.5; 0 if there are none.</param>
/// <param name="ExpectedOverlap">Expected overlap of those pixels with the true subject, 0–1, if alpha is taken as each pixel's probability.</param>
/// <param name="Share">Those pixels as a fraction of the region that was looked at, 0–1.</param>
internal sealed record SubjectMatte(Matte Matte, double Certainty, double ExpectedOverlap, double Share);
