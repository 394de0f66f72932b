using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Networks of the kind <c>yolo-words</c>. Phrases that are not in the network's list have no detections.</summary>
internal sealed class YoloWordsNetwork(YoloWordsModel model, NetworkFiles files, OnnxSessions sessions) : IOpenNetwork
{
    private static readonly string[] Outputs = ["output0", "output1"];

    private readonly YoloInput _input = new();
    private readonly OnnxSession _session = sessions.Open(model.Name, files.GetPath(model, ModelFileRole.Network), Outputs);
    private readonly IReadOnlyList<string> _words = model.ReadWords();
    private readonly ModelIdentity _identity = files.Identify(model, ModelFileRole.Network);

    public IReadOnlyList<ModelIdentity> Identities => [_identity];

    public double OperatingPoint => model.OperatingPoint;

    public IReadOnlyList<OpenFind> Find(PictureSource picture, IReadOnlyList<Concept> concepts, CancellationToken cancellationToken)
    {
        var place = _input.Fill(picture);
        _session.Give(_session.Inputs[0], _input.Value);
        cancellationToken.ThrowIfCancellationRequested();
        using var outputs = _session.Run();
        List<string> asked = [.. concepts.Select(concept => concept.Phrase)];
        var wanted = _words.Index()
            .Select(word => (Class: word.Index, Phrase: asked.FindIndex(phrase => phrase.Equals(word.Item, StringComparison.OrdinalIgnoreCase))))
            .Where(word => word.Phrase >= 0);
        return YoloeOutput.Find(outputs[0].GetTensorDataAsSpan<float>(), outputs[1].GetTensorDataAsSpan<float>(), _words.Count, wanted, place);
    }

    public void Dispose()
    {
        _session.Dispose();
        _input.Dispose();
    }
}
