using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Contract.Words;

/// <summary>The words that networks with a closed vocabulary know. All are singular and lower case; hyphens are allowed.</summary>
/// <param name="Classes">In the order of the networks' class numbers.</param>
/// <param name="Broader">Words that each stand for several classes.</param>
/// <param name="IrregularPlurals">Maps the last word of a phrase to its singular; regular plurals need no entry.</param>
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

    /// <summary>COCO's classes, followed by those of the other built-in networks. Cached features contain these numbers, so new classes must come last.</summary>
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

/// <summary>The name of a class and the words that it answers.</summary>
/// <param name="Name">The networks' own name, which is the label of each segment.</param>
/// <param name="Synonyms">Words with the same meaning; null for none.</param>
/// <param name="Kinds">
/// Words for ages and sexes, which the networks cannot distinguish: the whole class answers, and a note says so. Never a species or a make; null for none.
/// </param>
public sealed record ClassWords(string Name, IReadOnlyList<string>? Synonyms = null, IReadOnlyList<string>? Kinds = null)
{
    /// <summary>The networks that answer the class.</summary>
    [JsonIgnore]
    public WordNetworks Networks { get; init; } = new(WordPart.Coco, [], string.Empty);

    /// <summary>The fraction of detections, 0–1, that were correct on photos reviewed by hand; null if it was measured otherwise.</summary>
    public double? Precision { get; init; }
}

/// <summary>Words that are exactly covered by several classes, never a guess.</summary>
/// <param name="Words">At least one; all have the same meaning.</param>
/// <param name="Classes">Names of classes.</param>
public sealed record BroaderWords(IReadOnlyList<string> Words, IReadOnlyList<string> Classes);
