using SegFunctions.Contract.Words;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The words for networks with fixed classes. A pure lookup: words that are not in the list are unknown.</summary>
internal sealed class ClosedVocabulary(WordIndex words) : IVocabulary
{
    /// <summary>The 80 classes of COCO, as CenterNet numbers them.</summary>
    public static ClosedVocabulary Coco { get; } = new(WordIndex.Coco);

    /// <summary>COCO's classes, followed by those of the other built-in networks.</summary>
    public static ClosedVocabulary BuiltIn { get; } = new(WordIndex.BuiltIn);

    /// <summary>The classes' names, by number.</summary>
    public IReadOnlyList<string> Classes => words.Classes;

    public string Scope { get; } = DescribeScope(words);

    /// <inheritdoc cref="WordIndex.Find"/>
    public IReadOnlyList<int>? Find(string phrase) => words.Find(phrase);

    public IReadOnlyList<KnownPhrase>? Read(string phrase) => words.Read(phrase);

    public string GetLabel(int classId) => Classes[classId];

    public ModelAbility AbilityFor(int classId) => words.PartOf(classId) switch
    {
        WordPart.Coco => ModelAbility.Words,
        WordPart.MoreWords => ModelAbility.MoreWords,
        WordPart.Faces => ModelAbility.Faces,
        _ => ModelAbility.Writing,
    };

    public IReadOnlyList<string> FindNearest(string phrase) => words.FindNearest(phrase);

    private static string DescribeScope(WordIndex words)
    {
        var beyond = words.Classes.Where((_, classId) => words.PartOf(classId) != WordPart.Coco).Select(word => $"'{word}'").ToList();
        var more = beyond.Count == 0 ? string.Empty : $" {string.Join(", ", beyond)},";
        return $"they know the {words.Classes.Count - beyond.Count} classes of COCO,{more} their usual synonyms, and some words for several of them, such as 'animal' or 'vehicle'";
    }
}
