namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A network that finds objects of any words: an open vocabulary. The kinds differ in the network's input and output formats.</summary>
public abstract record TextModel : ModelEntry
{
    /// <summary>The raw score, 0–1, with the best balance of precision and recall; it is calibrated to 0.5.</summary>
    public abstract double OperatingPoint { get; }

    /// <summary>Whether boxes in the picture can show what is meant, with or without words.</summary>
    public virtual bool TakesExemplars => false;

    public override ModelAbility Ability => ModelAbility.Words;

    internal override IEnumerable<string> FindParameterFaults() => [];
}
