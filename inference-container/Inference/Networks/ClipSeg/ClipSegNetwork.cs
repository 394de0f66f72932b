using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.ClipSeg;

/// <summary>A network of the kind <c>clipseg</c>: it makes a map per phrase, and each connected region of the map is a detection.</summary>
internal sealed class ClipSegNetwork : IOpenNetwork
{
    private const int Side = ClipSegModel.InputSize;
    private const int LongestText = 77;

    private readonly PlaneInput _normalization = ImageNetInput.Create();
    private readonly InputTensor _pixels = new(1, 3, Side, Side);
    private readonly ClipSegModel _model;
    private readonly OnnxSession _session;
    private readonly ClipTokenizer _tokenizer;

    public ClipSegNetwork(ClipSegModel model, NetworkFiles files, OnnxSessions sessions)
    {
        _model = model;
        _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), "logits");
        _tokenizer = new ClipTokenizer(TokenizerJson.Read(files.GetPath(model, ModelFileRole.Tokenizer)));
        Identities = [files.Identify(model, ModelFileRole.Network)];
    }

    public IReadOnlyList<ModelIdentity> Identities { get; }

    public double OperatingPoint => _model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        _normalization.Fill(picture.Render(InputView.Stretch(picture.Frame, Side)), Side, _pixels.Values);
        _session.Give("pixel_values", _pixels.Value);
        var found = new List<OpenFind>();
        foreach (var (index, concept) in concepts.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(MapRegions.Find(Look(concept.Phrase), Side, index, _model.OperatingPoint));
        }

        return found;
    }

    public void Dispose()
    {
        _session.Dispose();
        _pixels.Dispose();
    }

    /// <returns>Logits, [side, side], shifted so that the operating point is at 0.</returns>
    private float[] Look(string phrase)
    {
        var tokens = _tokenizer.Encode(phrase, LongestText);
        using var ids = TokenTensor.Row(tokens);
        using var attention = TokenTensor.Row(tokens.Select(_ => 1L));
        _session.Give("input_ids", ids);
        _session.Give("attention_mask", attention);
        using var outputs = _session.Run();
        var map = outputs[0].GetTensorDataAsSpan<float>();
        var logits = new float[Side * Side];
        if (map.Length != logits.Length)
        {
            throw new InferenceException(
                InferenceErrorCode.InferenceFailed, $"The network '{_model.Name}' returns {map.Length} numbers for a phrase instead of a map of {Side} × {Side}.");
        }

        TensorPrimitives.Subtract(map, (float)Math.Log(_model.OperatingPoint / (1 - _model.OperatingPoint)), logits);
        return logits;
    }
}
