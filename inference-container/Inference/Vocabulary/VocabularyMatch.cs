namespace SegFunctions.Inference.Vocabulary;

/// <summary>How a phrase is answered.</summary>
/// <param name="ClassIds">Every object of these classes answers the phrase; ascending, at least one.</param>
/// <param name="Fit">How well the classes render the phrase.</param>
public sealed record VocabularyMatch(IReadOnlyList<int> ClassIds, VocabularyFit Fit);

/// <summary>How a phrase relates to the classes that answer it.</summary>
public enum VocabularyFit
{
    /// <summary>The class's own name or a synonym.</summary>
    Same,

    /// <summary>The phrase names a kind of the class, which the model cannot tell from other kinds: <c>kitten</c> is answered by every cat.</summary>
    Kind,

    /// <summary>The phrase covers several classes: <c>animal</c>.</summary>
    Group,
}
