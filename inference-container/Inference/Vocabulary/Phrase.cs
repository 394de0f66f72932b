using System.Text;

namespace SegFunctions.Inference.Vocabulary;

/// <summary>Brings a phrase into the form in which vocabularies are written: lower case, single spaces, no article, no quotes or closing marks.</summary>
internal static class Phrase
{
    private static readonly string[] LeadingWords = ["a", "an", "the", "all", "any", "every", "some"];

    public static string Normalise(string phrase)
    {
        var letters = new StringBuilder(phrase.Length);
        foreach (var character in phrase.ToLowerInvariant())
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

    /// <summary>What a normalised phrase may be the regular plural of, likeliest first. The caller keeps those that are words.</summary>
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
