using System.Text;
using System.Text.RegularExpressions;

namespace SegFunctions.Contract.Words;

/// <summary>Normalizes phrases to the form used in vocabularies: half-width letters, lower case, single spaces, no article, no quotation marks or punctuation.</summary>
public static partial class Phrase
{
    // The full-width forms of ASCII's visible characters, which East Asian input methods produce, and their offset.
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';
    private const int WideOffset = FirstWide - '!';

    private static readonly string[] LeadingWords = ["a", "an", "the", "all", "any", "every", "some"];

    public static string Normalize(string phrase)
    {
        var letters = new StringBuilder(phrase.Length);
        foreach (var character in Narrow(phrase).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character))
            {
                letters.Append(character);
            }
            else if (character is not ('\'' or '’'))
            {
                letters.Append(' ');
            }
        }

        var words = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        while (words.Length > 1 && LeadingWords.Contains(words[0], StringComparer.Ordinal))
        {
            words = words[1..];
        }

        return string.Join(' ', words!);
    }

    /// <summary>The parts of a list such as <c>boat, person and dog</c>, at least two, as they were written; empty if the phrase is not a list.</summary>
    public static IReadOnlyList<string> Parts(string phrase)
    {
        string[] parts = [.. Separators().Split(Narrow(phrase)).Select(part => part.Trim()).Where(part => Normalize(part).Length > 0)];
        return parts.Length > 1 ? parts : [];
    }

    /// <remarks>What NFKC would do to typed text; the runtime has no NFKC without ICU, which the service does not need otherwise.</remarks>
    private static string Narrow(string phrase) => string.Create(phrase.Length, phrase, static (narrow, phrase) =>
    {
        for (var i = 0; i < phrase.Length; i++)
        {
            narrow[i] = phrase[i] switch
            {
                >= FirstWide and <= LastWide => (char)(phrase[i] - WideOffset),
                '\u3001' or '\u3002' => ',',
                _ => phrase[i],
            };
        }
    });

    [GeneratedRegex(@"[,;./|&+\n]|\b(?:and|or)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    /// <summary>Possible singulars of a normalized phrase that is a regular plural, most likely first. The caller keeps those that are words.</summary>
    public static IEnumerable<string> Singulars(string phrase)
    {
        if (!phrase.EndsWith('s') || phrase.EndsWith("ss", StringComparison.Ordinal))
        {
            yield break;
        }

        yield return phrase[..^1];
        if (phrase.EndsWith("ies", StringComparison.Ordinal))
        {
            yield return phrase[..^3] + "y";
        }

        if (phrase.EndsWith("ves", StringComparison.Ordinal))
        {
            yield return phrase[..^3] + "f";
            yield return phrase[..^3] + "fe";
        }

        if (phrase.EndsWith("es", StringComparison.Ordinal))
        {
            yield return phrase[..^2];
        }
    }
}
