using System.Numerics.Tensors;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Networks of the kind <c>yoloe</c>, which make their masks themselves.</summary>
internal sealed class YoloeNetwork(YoloeModel model, NetworkFiles files, OnnxSessions sessions) : IOpenNetwork
{
    private const int Side = YoloeModel.MapSide;
    private const int Cells = Side * Side;

    private static readonly string[] Outputs = ["output0", "output1"];

    private readonly YoloInput _input = new();
    private readonly InputTensor _features = new(1, YoloeModel.MostTexts, YoloTensors.FeatureLength);
    private readonly ClipTextEncoder _texts = new(model, files, sessions);
    private readonly OnnxSession _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), Outputs);
    private readonly ModelIdentity _identity = files.Identify(model, ModelFileRole.Network);

    public IReadOnlyList<ModelIdentity> Identities => [_identity, _texts.Identity];

    public double OperatingPoint => model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<string> phrases, CancellationToken cancellationToken)
    {
        var place = _input.Fill(picture);
        _session.Give(_session.Inputs[0], _input.Value);
        var found = new List<OpenFind>();
        for (var first = 0; first < phrases.Count; first += YoloeModel.MostTexts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(Look([.. phrases.Skip(first).Take(YoloeModel.MostTexts)], place, first));
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_session, _texts, _features, _input])
        {
            part.Dispose();
        }
    }

    /// <param name="phrases">At most 80.</param>
    /// <param name="place">Of the picture.</param>
    /// <param name="first">Number of the first phrase.</param>
    private List<OpenFind> Look(List<string> phrases, YoloPlace place, int first)
    {
        _features.Values.Clear();
        _texts.Encode(phrases, _features.Values);
        _session.Give(_session.Inputs[1], _features.Value);
        using var outputs = _session.Run();
        var rows = outputs[0].GetTensorDataAsSpan<float>();
        var protos = outputs[1].GetTensorDataAsSpan<float>();
        var anchors = rows.Length / (4 + YoloeModel.MostTexts + YoloeModel.Coefficients);
        var found = new List<OpenFind>();
        foreach (var (anchor, detection) in YoloFinds.Choose(FindCandidates(rows, anchors, phrases.Count, place, first)))
        {
            found.Add(new OpenFind(detection.ClassId, detection.RawScore)
            {
                Box = detection.Box,
                Map = new LogitMap(place.Stretch(MakeMap(rows, anchors, anchor, protos), Side), Side),
            });
        }

        return found;
    }

    private static List<(int Number, Detection.Detection Found)> FindCandidates(ReadOnlySpan<float> rows, int anchors, int phrases, YoloPlace place, int first)
    {
        var candidates = new List<(int, Detection.Detection)>();
        for (var phrase = 0; phrase < phrases; phrase++)
        {
            var scores = rows.Slice((4 + phrase) * anchors, anchors);
            for (var anchor = 0; anchor < anchors; anchor++)
            {
                if (scores[anchor] >= YoloFinds.FaintestScore)
                {
                    candidates.Add((anchor, new Detection.Detection(first + phrase, scores[anchor], place.ToPicture(BoxOf(rows, anchors, anchor)))));
                }
            }
        }

        return candidates;
    }

    private static BoxF BoxOf(ReadOnlySpan<float> rows, int anchors, int anchor)
    {
        var (x, y, width, height) = (rows[anchor], rows[anchors + anchor], rows[(2 * anchors) + anchor], rows[(3 * anchors) + anchor]);
        return new BoxF(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
    }

    /// <returns>[side, side] logits of the whole square.</returns>
    private static float[] MakeMap(ReadOnlySpan<float> rows, int anchors, int anchor, ReadOnlySpan<float> protos)
    {
        var map = new float[Cells];
        for (var proto = 0; proto < YoloeModel.Coefficients; proto++)
        {
            var coefficient = rows[((4 + YoloeModel.MostTexts + proto) * anchors) + anchor];
            TensorPrimitives.MultiplyAdd(protos.Slice(proto * Cells, Cells), coefficient, map, map);
        }

        return map;
    }
}
