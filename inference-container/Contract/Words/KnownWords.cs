using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Contract.Words;

/// <summary>The words that the networks of a closed vocabulary know. All are singular and lower case; hyphens are allowed.</summary>
/// <param name="Classes">In the order of the networks' class numbers.</param>
/// <param name="Broader">Words for several classes at once.</param>
/// <param name="IrregularPlurals">Last word of a phrase to its singular; regular plurals are known without being written down.</param>
public sealed record KnownWords(
    IReadOnlyList<ClassWords> Classes,
    IReadOnlyList<BroaderWords> Broader,
    IReadOnlyDictionary<string, string> IrregularPlurals)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>The 80 classes of COCO, as the built-in detectors number them.</summary>
    public static KnownWords Coco { get; } = Read("coco.json");

    /// <summary>All: COCO's, then those of the other built-in networks. Features that are kept hold these numbers, so new classes come last.</summary>
    public static KnownWords BuiltIn { get; } = Coco with { Classes = [.. Coco.Classes, .. Read("open-images.json").Classes, .. Read("writing.json").Classes, .. Read("faces.json").Classes] };

    /// <param name="resource">Logical name of an embedded JSON file.</param>
    private static KnownWords Read(string resource)
    {
        using var stream = typeof(KnownWords).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'.");
        var list = JsonSerializer.Deserialize<WordFile>(stream, Json) ?? throw new InvalidOperationException($"The resource '{resource}' is empty.");
        return new KnownWords(
            [.. list.Classes.Select(words => words with { Networks = list.Networks })], list.Broader ?? [], list.IrregularPlurals ?? new Dictionary<string, string>());
    }

    private sealed record WordFile(
        WordNetworks Networks, IReadOnlyList<ClassWords> Classes, IReadOnlyList<BroaderWords>? Broader, IReadOnlyDictionary<string, string>? IrregularPlurals);
}

/// <summary>A class's name and the words that it answers.</summary>
/// <param name="Name">The networks' own; each segment's label.</param>
/// <param name="Synonyms">Mean the same; null for none.</param>
/// <param name="Kinds">
/// Ages and sexes, which the networks cannot tell apart: the whole class answers, and a note says so. Never a species or a make; null for none.
/// </param>
public sealed record ClassWords(string Name, IReadOnlyList<string>? Synonyms = null, IReadOnlyList<string>? Kinds = null)
{
    /// <summary>What answers the class.</summary>
    [JsonIgnore]
    public WordNetworks Networks { get; init; } = new(WordPart.Coco, [], string.Empty);

    /// <summary>The part of the finds, 0–1, that showed the thing on photos that were looked at; null if it was measured otherwise.</summary>
    public double? Precision { get; init; }
}

/// <summary>Words that these classes really cover, never a guess.</summary>
/// <param name="Words">At least one; they mean the same.</param>
/// <param name="Classes">Names of classes.</param>
public sealed record BroaderWords(IReadOnlyList<string> Words, IReadOnlyList<string> Classes);
