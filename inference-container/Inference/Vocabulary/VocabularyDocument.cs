using System.Text.Json;

namespace SegFunctions.Inference.Vocabulary;

/// <summary>A vocabulary as it is written down. Words are singular, as <see cref="Phrase.Normalise"/> leaves them; hyphens may stand.</summary>
/// <param name="Classes">In the order of the model's class numbers.</param>
/// <param name="Broader">Words for several classes at once.</param>
/// <param name="IrregularPlurals">Last word of a phrase to its singular.</param>
internal sealed record VocabularyDocument(
    IReadOnlyList<ClassWords> Classes,
    IReadOnlyList<GroupWords> Broader,
    IReadOnlyDictionary<string, string> IrregularPlurals)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = false };

    /// <param name="resource">Logical name of an embedded JSON file.</param>
    public static VocabularyDocument Read(string resource)
    {
        using var stream = typeof(VocabularyDocument).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'.");
        return JsonSerializer.Deserialize<VocabularyDocument>(stream, Json)
            ?? throw new InvalidOperationException($"The resource '{resource}' is empty.");
    }
}

/// <summary>A class's name and the words that it answers.</summary>
/// <param name="Name">The model's own.</param>
/// <param name="Synonyms">Mean the same.</param>
/// <param name="Kinds">Ages and sexes, which the model cannot tell apart: the whole class answers, and each segment's label says so. Never a species or a make.</param>
internal sealed record ClassWords(string Name, IReadOnlyList<string>? Synonyms = null, IReadOnlyList<string>? Kinds = null);

/// <summary>Words that these classes really cover, never a guess.</summary>
internal sealed record GroupWords(IReadOnlyList<string> Words, IReadOnlyList<string> Classes);
