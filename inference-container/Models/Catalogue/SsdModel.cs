namespace SegFunctions.Models.Catalogue;

/// <summary>
/// Kind <c>ssd</c>: one box per anchor of TensorFlow's SSD, over grids of six sizes. Takes f32 [1,S,S,3], RGB as −1 to 1, the picture
/// stretched to a square. Returns encoded boxes f32 [1,A,4] (y, x, height, width relative to the anchor) and logits f32 [1,A,1 + classes], the first of which stands for nothing.
/// </summary>
public sealed record SsdModel : DetectorModel
{
    /// <summary>Name of the output tensor with the boxes.</summary>
    public required string Boxes { get; init; }

    /// <summary>Name of the output tensor with the logits.</summary>
    public required string Scores { get; init; }

    /// <summary>Maps each word to the network's classes, numbered from 1, that answer it. Classes without a word are ignored.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<int>> Words { get; init; }

    public override ModelAbility Ability => ModelAbility.MoreWords;

    internal override IEnumerable<string> FindParameterFaults() => [.. base.FindParameterFaults(), .. FindWordFaults()];

    private IEnumerable<string> FindWordFaults()
    {
        if (Words.Count == 0 || Words.Values.Any(classes => classes.Count == 0 || classes.Any(number => number < 1)))
        {
            yield return "a word has no class of the network, or there is no word";
        }
    }
}
