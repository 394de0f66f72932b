using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A text file with a word or short phrase a line.</summary>
public static class WordList
{
    private const long LargestFile = 10_000_000;

    /// <returns>In the file's order, trimmed; empty lines are left out.</returns>
    /// <exception cref="ConversionException">It is no such file; the message is the end of a sentence.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new ConversionException($"it is larger than any list of words ({LargestFile / 1_000_000} MB)");
        }

        List<string> words = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return words.Count == 0 || words.Exists(word => word.Any(char.IsControl)) ? throw new ConversionException("it is no text with a word a line") : words;
    }
}
