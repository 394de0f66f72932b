using System.Buffers;
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

    // BERT takes each for a word of its own. The library drops some of them, joins words at the underscore, and reads "[sep]" as the special token.
    private static readonly SearchValues<char> Marks = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    private readonly BertTokenizer _tokenizer;
    private readonly IReadOnlyDictionary<string, int> _vocabulary;

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
        _vocabulary = file.Vocabulary;
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
    public IReadOnlyList<long> Encode(string phrase)
    {
        var tokens = new List<long>();
        ReadOnlySpan<char> rest = WithoutAccents(phrase.ToLowerInvariant());
        while (rest.IndexOfAny(Marks) is >= 0 and var mark)
        {
            AddWords(rest[..mark]);
            tokens.Add(_vocabulary.GetValueOrDefault(rest[mark].ToString(), _tokenizer.UnknownTokenId));
            rest = rest[(mark + 1)..];
        }

        AddWords(rest);
        return tokens;

        void AddWords(ReadOnlySpan<char> words)
        {
            foreach (var id in _tokenizer.EncodeToIds(words, addSpecialTokens: false))
            {
                tokens.Add(id);
            }
        }
    }

    private static string WithoutAccents(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var place = text[i] - FirstAccented;
            plain[i] = place >= 0 && place < Plain.Length ? Plain[place] : text[i];
        }
    });
}
