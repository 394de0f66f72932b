using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Networks of the kind <c>yolo-world</c>.</summary>
internal sealed class YoloWorldNetwork(YoloWorldModel model, NetworkFiles files, OnnxSessions sessions) : IOpenNetwork
{
    private const int MostTexts = 80;

    // The text for everything that none of the other texts describes.
    private const string Background = " ";

    private static readonly string[] Outputs = ["scores", "boxes"];

    private readonly YoloInput _input = new();
    private readonly ClipTextEncoder _texts = new(model, files, sessions);
    private readonly OnnxSession _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), Outputs);
    private readonly ModelIdentity _identity = files.Identify(model, ModelFileRole.Network);

    public IReadOnlyList<ModelIdentity> Identities => [_identity, _texts.Identity];

    public double OperatingPoint => model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        var place = _input.Fill(picture);
        _session.Give("images", _input.Value);
        var found = new List<OpenFind>();
        for (var first = 0; first < concepts.Count; first += MostTexts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var candidates = Look([.. concepts.Skip(first).Take(MostTexts).Select(concept => concept.Phrase)], place, first);
            found.AddRange(YoloFinds.Choose(candidates).Select(chosen => new OpenFind(chosen.Found.ClassId, chosen.Found.RawScore) { Box = chosen.Found.Box }));
        }

        return found;
    }

    public void Dispose()
    {
        _session.Dispose();
        _texts.Dispose();
        _input.Dispose();
    }

    /// <param name="phrases">At most 80.</param>
    /// <param name="place">Where the picture is in the input.</param>
    /// <param name="first">Number of the first phrase.</param>
    private List<(int Number, Detection.Detection Found)> Look(List<string> phrases, YoloPlace place, int first)
    {
        using var features = new InputTensor(1, phrases.Count + 1, YoloTensors.FeatureLength);
        _texts.Encode(phrases.Append(Background), features.Values);
        _session.Give("text_features", features.Value);
        using var outputs = _session.Run();
        var scores = outputs[0].GetTensorDataAsSpan<float>();
        var boxes = outputs[1].GetTensorDataAsSpan<float>();
        var candidates = new List<(int, Detection.Detection)>();
        for (var query = 0; query < boxes.Length / 4; query++)
        {
            for (var phrase = 0; phrase < phrases.Count; phrase++)
            {
                var score = scores[(query * (phrases.Count + 1)) + phrase];
                if (score >= YoloFinds.FaintestScore)
                {
                    var edges = boxes.Slice(query * 4, 4);
                    candidates.Add((query, new Detection.Detection(first + phrase, score, place.ToPicture(new BoxF(edges[0], edges[1], edges[2], edges[3])))));
                }
            }
        }

        return candidates;
    }
}
