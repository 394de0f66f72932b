using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.Sam3;

/// <summary>Networks of the kind <c>sam3</c>: the picture is encoded once, then the decoder runs once per concept.</summary>
internal sealed class Sam3Network : IOpenNetwork
{
    private const int Side = Sam3Model.InputSize;
    private const int MapSide = 288;
    private const long NoBox = -10;

    /// <summary>Fainter detections are noise.</summary>
    private const float FaintestScore = 0.05f;

    /// <summary>The most confident detections of a phrase that are kept.</summary>
    private const int MostFindsOfOne = 100;

    /// <summary>The most confident detections of all phrases that are kept: each holds a third of a megabyte until its picture is done.</summary>
    private const int MostFinds = 400;

    // Half of white: values are scaled to −1 to 1.
    private const float Middle = 127.5f;

    private static readonly string[] Features = ["fpn_feat_0", "fpn_feat_1", "fpn_feat_2", "fpn_pos_2"];
    private static readonly string[] TextFeatures = ["text_features", "text_mask"];
    private static readonly string[] Outputs = ["pred_masks", "pred_logits", "presence_logits"];

    private readonly PlaneInput _normalization = new([Middle, Middle, Middle], [Middle, Middle, Middle]);
    private readonly InputTensor _pixels = new(1, 3, Side, Side);
    private readonly Sam3Model _model;
    private readonly OnnxSession _encoder;
    private readonly OnnxSession _textEncoder;
    private readonly OnnxSession _decoder;
    private readonly ClipTokenizer _tokenizer;

    public Sam3Network(Sam3Model model, NetworkFiles files, OnnxSessions sessions)
    {
        _model = model;
        _encoder = sessions.Open($"{model.Name} encoder", files.GetPath(model, ModelFileRole.Encoder), Features);
        _textEncoder = sessions.Open($"{model.Name} text encoder", files.GetPath(model, ModelFileRole.TextEncoder), TextFeatures);
        _decoder = sessions.Open($"{model.Name} decoder", files.GetPath(model, ModelFileRole.Decoder), Outputs);
        _tokenizer = new ClipTokenizer(TokenizerJson.Read(files.GetPath(model, ModelFileRole.Tokenizer)));
        ModelFileRole[] networks = [ModelFileRole.Encoder, ModelFileRole.TextEncoder, ModelFileRole.Decoder];
        Identities = [.. networks.Select(role => files.Identify(model, role))];
    }

    public IReadOnlyList<ModelIdentity> Identities { get; }

    public double OperatingPoint => _model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        _normalization.Fill(picture.Render(InputView.Stretch(picture.Frame, Side)), Side, _pixels.Values);
        _encoder.Give("images", _pixels.Value);
        using var features = _encoder.Run();
        foreach (var (index, name) in Features.Index())
        {
            _decoder.Give(name, features[index]);
        }

        var found = new List<OpenFind>();
        foreach (var (index, concept) in concepts.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found = Likeliest([.. found, .. Find(concept, index)]);
        }

        return found;
    }

    /// <summary>Keeps at most as many detections as a picture may hold. Only beyond that limit do a phrase's results depend on the other phrases.</summary>
    internal static List<OpenFind> Likeliest(List<OpenFind> found) =>
        found.Count <= MostFinds ? found : [.. found.OrderByDescending(find => find.RawScore).Take(MostFinds)];

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_encoder, _textEncoder, _decoder, _pixels])
        {
            part.Dispose();
        }
    }

    /// <exception cref="InferenceException">The export has room for fewer exemplars.</exception>
    private List<OpenFind> Find(Concept concept, int index)
    {
        if (_decoder.LengthOf("input_boxes", axis: 1) is { } room && concept.Exemplars.Count > room)
        {
            throw new InferenceException(InferenceErrorCode.InferenceFailed, $"The export that was added as '{_model.Name}' takes {room} exemplar at most, not {concept.Exemplars.Count}.");
        }

        // Without a phrase, the text consists of an end token only.
        var tokens = _tokenizer.Encode(concept.Phrase, Sam3Model.TextLength);
        tokens = concept.Phrase.Length == 0 ? [tokens[^1]] : tokens;
        using var ids = TokenTensor.Row(tokens.Concat(Enumerable.Repeat(tokens[^1], Sam3Model.TextLength - tokens.Count)));
        using var attention = TokenTensor.Row(Enumerable.Range(0, Sam3Model.TextLength).Select(place => place < tokens.Count ? 1L : 0));
        _textEncoder.Give("input_ids", ids);
        _textEncoder.Give("attention_mask", attention);
        using var text = _textEncoder.Run();
        using var boxes = new InputTensor(1, Math.Max(1, concept.Exemplars.Count), 4);
        using var labels = TokenTensor.Row(concept.Exemplars.Select(exemplar => exemplar.IsLike ? 1L : 0).DefaultIfEmpty(NoBox));
        Write(concept.Exemplars, boxes.Values);
        _decoder.Give("text_features", text[0]);
        _decoder.Give("text_mask", text[1]);
        _decoder.Give("input_boxes", boxes.Value);
        _decoder.Give("input_boxes_labels", labels);
        using var outputs = _decoder.Run();
        return Read(
            outputs[0].GetTensorDataAsSpan<float>(), outputs[1].GetTensorDataAsSpan<float>(), Sigmoid(outputs[2].GetTensorDataAsSpan<float>()[0]), index);
    }

    private static List<OpenFind> Read(ReadOnlySpan<float> masks, ReadOnlySpan<float> logits, float presence, int concept)
    {
        var scores = new float[logits.Length];
        for (var query = 0; query < scores.Length; query++)
        {
            scores[query] = Sigmoid(logits[query]) * presence;
        }

        var found = new List<OpenFind>();
        foreach (var (query, score) in scores.Index().Where(scored => scored.Item >= FaintestScore).OrderByDescending(scored => scored.Item).Take(MostFindsOfOne))
        {
            found.Add(new OpenFind(concept, score)
            {
                Map = new LogitMap(masks.Slice(query * MapSide * MapSide, MapSide * MapSide).ToArray(), MapSide),
            });
        }

        return found;
    }

    /// <param name="boxes">[1, n, 4]: center, width and height, as fractions of the picture.</param>
    private static void Write(IReadOnlyList<Exemplar> exemplars, Span<float> boxes)
    {
        foreach (var (i, box) in exemplars.Index())
        {
            boxes[i * 4] = (float)((box.Left + box.Right) / 2);
            boxes[(i * 4) + 1] = (float)((box.Top + box.Bottom) / 2);
            boxes[(i * 4) + 2] = (float)(box.Right - box.Left);
            boxes[(i * 4) + 3] = (float)(box.Bottom - box.Top);
        }
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
