using SegFunctions.Contract.Words;

namespace SegFunctions.Inference.Vocabulary;

/// <summary>The words for a network's fixed classes. A pure lookup: what is not in the list is unknown.</summary>
internal sealed class ClosedVocabulary(WordIndex words) : IVocabulary
{
    /// <summary>The 80 classes of COCO, as CenterNet numbers them.</summary>
    public static ClosedVocabulary Coco { get; } = new(WordIndex.Coco);

    /// <summary>The network's class names, by number.</summary>
    public IReadOnlyList<string> Classes => words.Classes;

    public string Scope =>
        $"known are the {Classes.Count} classes of COCO, their usual synonyms, and some words for several of them, such as 'animal' or 'vehicle'";

    /// <inheritdoc cref="WordIndex.Find"/>
    public IReadOnlyList<int>? Find(string phrase) => words.Find(phrase);

    public IReadOnlyList<KnownPhrase>? Read(string phrase) => words.Read(phrase);

    public string GetLabel(int classId) => Classes[classId];

    public IReadOnlyList<string> FindNearest(string phrase) => words.FindNearest(phrase);
}
