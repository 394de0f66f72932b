namespace SegFunctions.Contract.Words;

/// <summary>The networks that answer the words of one list.</summary>
/// <param name="Part">The part of the vocabulary.</param>
/// <param name="Names">Names in the catalogue; if an operator has added networks for these words, those answer instead.</param>
/// <param name="License">License of the packages that the networks come from.</param>
public sealed record WordNetworks(WordPart Part, IReadOnlyList<string> Names, string License);

/// <summary>The parts of the built-in vocabulary, each answered by its own networks.</summary>
public enum WordPart
{
    /// <summary>COCO's classes.</summary>
    Coco,

    /// <summary>Objects that COCO lacks.</summary>
    MoreWords,

    /// <summary>Text.</summary>
    Writing,

    /// <summary>People's faces.</summary>
    Faces,
}
