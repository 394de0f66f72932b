using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Networks of the kind <c>yoloe</c>, which make their own masks.</summary>
internal sealed class YoloeNetwork(YoloeModel model, NetworkFiles files, OnnxSessions sessions) : IOpenNetwork
{
    private static readonly string[] Outputs = ["output0", "output1"];

    private readonly YoloInput _input = new();
    private readonly InputTensor _features = new(1, YoloeModel.MostTexts, YoloTensors.FeatureLength);
    private readonly ClipTextEncoder _texts = new(model, files, sessions);
    private readonly OnnxSession _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), Outputs);
    private readonly ModelIdentity _identity = files.Identify(model, ModelFileRole.Network);

    public IReadOnlyList<ModelIdentity> Identities => [_identity, _texts.Identity];

    public double OperatingPoint => model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        var place = _input.Fill(picture);
        _session.Give(_session.Inputs[0], _input.Value);
        var found = new List<OpenFind>();
        for (var first = 0; first < concepts.Count; first += YoloeModel.MostTexts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(Look([.. concepts.Skip(first).Take(YoloeModel.MostTexts).Select(concept => concept.Phrase)], place, first));
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
    /// <param name="place">Where the picture is in the input.</param>
    /// <param name="first">Number of the first phrase.</param>
    private List<OpenFind> Look(List<string> phrases, YoloPlace place, int first)
    {
        _features.Values.Clear();
        _texts.Encode(phrases, _features.Values);
        _session.Give(_session.Inputs[1], _features.Value);
        using var outputs = _session.Run();
        return YoloeOutput.Find(
            outputs[0].GetTensorDataAsSpan<float>(),
            outputs[1].GetTensorDataAsSpan<float>(),
            YoloeModel.MostTexts,
            Enumerable.Range(0, phrases.Count).Select(phrase => (phrase, first + phrase)),
            place);
    }
}
