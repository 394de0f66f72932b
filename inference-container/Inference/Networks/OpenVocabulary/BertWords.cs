using System.Text;
using Microsoft.ML.Tokenizers;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>BERT's WordPiece tokenizer with the uncased vocabulary.</summary>
/// <remarks>Source: google-research/bert, <c>tokenization.py</c>.</remarks>
internal sealed class BertWords
{
    // The letters from U+00E0 on without their accents, as Unicode's NFD decomposes them; letters that it does not decompose stand for themselves. The runtime has no NFD without ICU.
    private const char FirstAccented = '\u00E0';

    private const string Plain =
        "aaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ";

    private readonly BertTokenizer _tokenizer;

    public BertWords(TokenizerJson file)
    {
        var lines = new string[file.Vocabulary.Values.Max() + 1];
        for (var id = 0; id < lines.Length; id++)
        {
            lines[id] = $"[gap{id}]";
        }

        foreach (var (token, id) in file.Vocabulary)
        {
            lines[id] = token;
        }

        using var vocabulary = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        _tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true });
        (Start, End, Period) = (_tokenizer.ClassificationTokenId, _tokenizer.SeparatorTokenId, file.Vocabulary["."]);
    }

    /// <summary><c>[CLS]</c>.</summary>
    public long Start { get; }

    /// <summary><c>[SEP]</c>.</summary>
    public long End { get; }

    /// <summary>The token of a period.</summary>
    public long Period { get; }

    /// <returns>The tokens of a phrase, without special tokens.</returns>
    public IReadOnlyList<long> Encode(string phrase) => [.. _tokenizer.EncodeToIds(WithoutAccents(phrase.ToLowerInvariant()), addSpecialTokens: false).Select(id => (long)id)];

    private static string WithoutAccents(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var place = text[i] - FirstAccented;
            plain[i] = place >= 0 && place < Plain.Length ? Plain[place] : text[i];
        }
    });
}
