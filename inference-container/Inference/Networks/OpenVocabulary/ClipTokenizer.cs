using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>CLIP's byte-pair encoding.</summary>
/// <remarks>Source: openai/CLIP, <c>clip/simple_tokenizer.py</c>.</remarks>
internal sealed partial class ClipTokenizer
{
    private const string StartToken = "<|startoftext|>";
    private const string EndToken = "<|endoftext|>";

    private readonly BpeTokenizer _tokenizer;
    private readonly int _start;
    private readonly int _end;

    public ClipTokenizer(TokenizerJson file)
    {
        (_start, _end) = (file.Vocabulary[StartToken], file.Vocabulary[EndToken]);
        _tokenizer = BpeTokenizer.Create(new BpeOptions(file.Vocabulary)
        {
            Merges = file.Merges,
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            PreTokenizer = new RegexPreTokenizer(Words(), null),
            Normalizer = LowerCaseNormalizer.Instance,
            UnknownToken = EndToken,
        });
    }

    /// <param name="text">Any text.</param>
    /// <param name="limit">Maximum number of tokens, including the two around the text; excess tokens are cut off.</param>
    /// <returns>The start token, the text's tokens and the end token.</returns>
    public IReadOnlyList<long> Encode(string text, int limit) =>
        [_start, .. _tokenizer.EncodeToIds(text).Take(limit - 2).Select(id => (long)id), _end];

    [GeneratedRegex(@"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
