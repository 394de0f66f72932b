namespace SegFunctions.Models.Catalogue;

/// <summary>What a model can be asked. A prompt's models are chosen by it.</summary>
public enum ModelAbility
{
    /// <summary>Where the things that a word names are. Several models answer together.</summary>
    Words,

    /// <summary>Which pixels belong to what a point or a box marks.</summary>
    Marks,

    /// <summary>What the picture is of.</summary>
    Subject,
}
