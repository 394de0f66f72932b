using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Preprocessing;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.GroundingDino;

/// <summary>A network of the kind <c>grounding-dino</c>.</summary>
internal sealed class GroundingDinoNetwork : IOpenNetwork
{
    /// <summary>Fainter detections are noise.</summary>
    private const float FaintestScore = 0.05f;

    /// <summary>The weaker of two boxes for a phrase is dropped if they overlap more than this.</summary>
    private const float SameObject = 0.7f;

    /// <summary>The most confident detections of a phrase that are kept, as for the other networks: SAM makes a mask for each.</summary>
    private const int MostFinds = 100;

    private static readonly string[] Outputs = ["logits", "pred_boxes"];

    private readonly PlaneInput _normalization = ImageNetInput.Create();
    private readonly OnnxSession _session;
    private readonly DinoText _text;
    private readonly GroundingDinoModel _model;

    public GroundingDinoNetwork(GroundingDinoModel model, NetworkFiles files, OnnxSessions sessions)
    {
        _model = model;
        _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), Outputs);
        _text = new DinoText(new BertWords(TokenizerJson.Read(files.GetPath(model, ModelFileRole.Tokenizer))));
        Identities = [files.Identify(model, ModelFileRole.Network)];
    }

    public IReadOnlyList<ModelIdentity> Identities { get; }

    public double OperatingPoint => _model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        var (width, height) = DinoSize.Of(picture.Width, picture.Height);
        var view = new InputView(picture.Frame, width, height);
        using var pixels = new InputTensor(1, 3, height, width);
        _normalization.Fill(picture.Render(view), width, pixels.Values);
        using var mask = TokenTensor.Filled(1, 1, height, width);
        _session.Give("pixel_values", pixels.Value);
        _session.Give("pixel_mask", mask);
        var found = new List<Detection.Detection>();
        foreach (var text in _text.Write([.. concepts.Select(concept => concept.Phrase)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(Find(picture, text));
        }

        return
        [
            .. NonMaximumSuppression.Apply(found, SameObject)
                .GroupBy(detection => detection.ClassId)
                .SelectMany(ofPhrase => ofPhrase.OrderByDescending(detection => detection.RawScore).Take(MostFinds))
                .Select(detection => new OpenFind(detection.ClassId, detection.RawScore) { Box = detection.Box }),
        ];
    }

    public void Dispose() => _session.Dispose();

    private List<Detection.Detection> Find(PictureSource picture, DinoPrompt text)
    {
        using var ids = TokenTensor.Row(text.Ids);
        using var types = TokenTensor.Row(text.Ids.Select(_ => 0L));
        using var attention = TokenTensor.Row(text.Ids.Select(_ => 1L));
        _session.Give("input_ids", ids);
        _session.Give("token_type_ids", types);
        _session.Give("attention_mask", attention);
        using var outputs = _session.Run();
        var logits = outputs[0].GetTensorDataAsSpan<float>();
        var boxes = outputs[1].GetTensorDataAsSpan<float>();
        var queries = boxes.Length / 4;
        var tokens = logits.Length / queries;
        var found = new List<Detection.Detection>();
        for (var query = 0; query < queries; query++)
        {
            var ofTokens = logits.Slice(query * tokens, tokens);
            foreach (var (phrase, first, count) in text.Spans)
            {
                // A phrase scores as its most likely token.
                var score = Sigmoid(MaxOf(ofTokens.Slice(first, count)));
                if (score >= FaintestScore)
                {
                    found.Add(new Detection.Detection(phrase, score, ToPicture(boxes.Slice(query * 4, 4), picture)));
                }
            }
        }

        return [.. found.Where(detection => detection.Box.Area > 0)];
    }

    /// <summary>Converts from center and size, in fractions of the picture.</summary>
    private static BoxF ToPicture(ReadOnlySpan<float> box, PictureSource picture) => new(
        Math.Clamp(box[0] - (box[2] / 2), 0, 1) * picture.Width,
        Math.Clamp(box[1] - (box[3] / 2), 0, 1) * picture.Height,
        Math.Clamp(box[0] + (box[2] / 2), 0, 1) * picture.Width,
        Math.Clamp(box[1] + (box[3] / 2), 0, 1) * picture.Height);

    private static float MaxOf(ReadOnlySpan<float> values)
    {
        var most = float.NegativeInfinity;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
