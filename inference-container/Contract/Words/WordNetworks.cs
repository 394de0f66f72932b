namespace SegFunctions.Contract.Words;

/// <summary>The networks that answer the words of one list.</summary>
/// <param name="Part">Which of the networks of a worker they are.</param>
/// <param name="Names">In the catalogue; where an operator has networks of their own for these words, those answer instead.</param>
/// <param name="License">License of the packages that they come from.</param>
public sealed record WordNetworks(WordPart Part, IReadOnlyList<string> Names, string License);

/// <summary>The parts of the built-in vocabulary, each answered by networks of its own.</summary>
public enum WordPart
{
    /// <summary>COCO's classes.</summary>
    Coco,

    /// <summary>Things that COCO lacks.</summary>
    MoreWords,

    /// <summary>Text.</summary>
    Writing,

    /// <summary>People's faces.</summary>
    Faces,
}
