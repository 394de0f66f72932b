using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The encoder half of SAM: encodes a picture, or a region of it, once. One call at a time.</summary>
/// <remarks>Input [1, 3, S, S], or less if it may be cut; outputs as in <see cref="SamFormat"/>. Exports differ in the names of inputs and of single outputs, so the session's first are used.</remarks>
internal sealed class SamEncoder : IDisposable
{
    private readonly SamModel _model;
    private readonly int _side;
    private readonly PlaneInput _normalization;
    private readonly OnnxSession _session;
    private readonly InputTensor _input;
    private float[]? _blank;

    /// <param name="model">The catalogue's entry.</param>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="sessions">Opens the session.</param>
    /// <param name="sides">Heights, or widths, to which the input may be cut, ascending; null or empty if it is always square.</param>
    public SamEncoder(SamModel model, string path, OnnxSessions sessions, IReadOnlyList<int>? sides = null)
    {
        (_model, _side, Rows) = (model, model.InputSize, new SamRows(model.InputSize, sides ?? []));
        _normalization = new PlaneInput(model.Mean, model.StandardDeviation);
        _session = sessions.Open($"{model.Name} encoder", path, [.. model.Format.Features.Select(feature => feature.Output).OfType<string>()]);
        _input = new InputTensor(1, 3, _side, _side);
    }

    /// <inheritdoc cref="SamFormat.LooksNear"/>
    public bool LooksNear => _model.Format.LooksNear;

    /// <summary>What a run takes.</summary>
    public SamRows Rows { get; }

    /// <summary>The encoder's view of a region.</summary>
    public InputView ViewOf(PixelBox region)
    {
        var fitted = Fit(region);
        return new InputView(region, fitted.Width, fitted.Height);
    }

    /// <summary>Reads a serialized embedding.</summary>
    /// <inheritdoc cref="SamEmbedding.Read"/>
    public SamEmbedding Read(ReadOnlySpan<byte> features, PixelBox region) =>
        SamEmbedding.Read(features, _model.Format.Features.Select(feature => feature.Shape(_side)), region, Fit(region));

    /// <param name="picture">Decoded to as many pixels as the region requires.</param>
    /// <param name="region">The region to encode, pixels of the picture.</param>
    public SamEmbedding Encode(PictureSource picture, PixelBox region)
    {
        var view = ViewOf(region);
        var (height, width) = view.Width >= view.Height ? (Rows.For(view.Height), _side) : (_side, Rows.For(view.Width));
        _normalization.Fill(picture.Render(view), width, _input.Values[..(3 * height * width)]);
        if (region != picture.Frame)
        {
            picture.Forget(region);
        }

        using var input = _input.Of(1, 3, height, width);
        _session.Give(_session.Inputs[0], input);
        var outputs = _session.Run();
        return new SamEmbedding(outputs, outputs, region, Fit(region));
    }

    /// <summary>
    /// Encodes several pictures in one run, each in a part of the input. The encoder attends only to the neighborhood, so each comes out almost as it would alone at that
    /// size. Only for encoders for which <see cref="LooksNear"/> is true.
    /// </summary>
    /// <param name="layout">Has a tile for each.</param>
    /// <param name="tiles">Each with the region to encode.</param>
    /// <returns>One embedding per tile.</returns>
    public IReadOnlyList<SamEmbedding> EncodeTiles(SamTiles layout, IReadOnlyList<(PictureSource Picture, PixelBox Region)> tiles)
    {
        _blank ??= EncodeBlank();
        var height = Rows.For(layout.HeightOf(tiles.Count));
        var planes = _input.Values[..(3 * height * _side)];
        planes.Clear();
        foreach (var (index, (picture, region)) in tiles.Index())
        {
            var fitted = layout.Fit(region);
            _normalization.FillPart(picture.Render(new InputView(region, fitted.Width, fitted.Height)), _side, planes, layout.Left(index), layout.Top(index));
            picture.Forget(region);
        }

        using var input = _input.Of(1, 3, height, _side);
        _session.Give(_session.Inputs[0], input);
        using var outputs = _session.Run();
        var all = outputs[0].GetTensorDataAsSpan<float>();
        var embeddings = new List<SamEmbedding>();
        foreach (var (index, (_, region)) in tiles.Index())
        {
            embeddings.Add(SamEmbedding.OfPart(all, _blank, region, layout.Fit(region), layout.Left(index), layout.Top(index), layout.Width, layout.Height));
        }

        return embeddings;
    }

    private Letterbox Fit(PixelBox region) =>
        _model.Format.Stretches ? Letterbox.Stretch(region.Width, region.Height, _side) : Letterbox.Fit(region.Width, region.Height, _side);

    private float[] EncodeBlank()
    {
        _input.Values.Clear();
        _session.Give(_session.Inputs[0], _input.Value);
        using var outputs = _session.Run();
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
