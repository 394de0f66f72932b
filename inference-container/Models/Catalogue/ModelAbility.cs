namespace SegFunctions.Models.Catalogue;

/// <summary>What a model can answer. A prompt's models are chosen by it.</summary>
public enum ModelAbility
{
    /// <summary>Where the things named by a word are. Several models answer together.</summary>
    Words,

    /// <summary>Which pixels belong to the object that a point or a box marks.</summary>
    Marks,

    /// <summary>What the picture shows.</summary>
    Subject,
}
