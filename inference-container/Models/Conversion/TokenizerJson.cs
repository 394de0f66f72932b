using System.Text.Json;

namespace SegFunctions.Models.Conversion;

/// <summary>The vocabulary and merges of a <c>tokenizer.json</c>, as Hugging Face writes it.</summary>
/// <param name="Type">The algorithm, as named in the file: <c>WordPiece</c>, <c>BPE</c>.</param>
/// <param name="Vocabulary">Maps tokens to their numbers.</param>
/// <param name="Merges">Pairs separated by a space, in order of priority; empty for algorithms other than BPE.</param>
public sealed record TokenizerJson(string Type, IReadOnlyDictionary<string, int> Vocabulary, IReadOnlyList<string> Merges)
{
    private const long LargestFile = 64_000_000;

    /// <exception cref="ConversionException">The file is not a tokenizer.json; the message is the end of a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TokenizerJson Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new ConversionException($"it is larger than a tokenizer.json may be ({LargestFile / 1_000_000} MB)");
        }

        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file);
            var model = json.RootElement.GetProperty("model");
            var vocabulary = model.GetProperty("vocab").EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32(), StringComparer.Ordinal);
            foreach (var token in json.RootElement.TryGetProperty("added_tokens", out var added) ? added.EnumerateArray() : default)
            {
                vocabulary[TextOf(token.GetProperty("content"))] = token.GetProperty("id").GetInt32();
            }

            return new TokenizerJson(TypeOf(model), vocabulary, model.TryGetProperty("merges", out var merges) ? [.. merges.EnumerateArray().Select(ReadMerge)] : []);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ConversionException("it is not a tokenizer.json with a model and its vocab", exception);
        }
    }

    /// <summary>The algorithm, which older files do not name.</summary>
    private static string TypeOf(JsonElement model) => model.TryGetProperty("type", out var type) ? type.GetString() ?? string.Empty
        : model.TryGetProperty("merges", out _) ? "BPE" : "WordPiece";

    /// <summary>A merge, which newer files store as a pair.</summary>
    private static string ReadMerge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.Array ? $"{TextOf(merge[0])} {TextOf(merge[1])}" : TextOf(merge);

    private static string TextOf(JsonElement text) => text.GetString() ?? throw new FormatException("A text is null.");
}
