using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A text file with one word or short phrase per line.</summary>
public static class WordList
{
    private const long LargestFile = 10_000_000;

    /// <returns>The words in the file's order, trimmed; empty lines are skipped.</returns>
    /// <exception cref="ConversionException">The file is not such a list; the message is the end of a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new ConversionException($"it is larger than a list of words may be ({LargestFile / 1_000_000} MB)");
        }

        List<string> words = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return words.Count == 0 || words.Exists(word => word.Any(char.IsControl)) ? throw new ConversionException("it is not a text with one word per line") : words;
    }
}
