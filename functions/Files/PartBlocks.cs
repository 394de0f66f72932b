using System.Globalization;
using System.Text;

namespace SegFunctions.Files;

/// <summary>
/// The blocks that parts are stored as. A block's id encodes its part, the upload attempt, its place in that and whether it is the last one. So a part that arrived
/// twice, or was cut off, is recognized from the blocks alone, without any other state. Pure functions.
/// </summary>
internal static class PartBlocks
{
    private const int PartDigits = 3;
    private const int AttemptDigits = 16;
    private const int PlaceDigits = 6;

    /// <summary>The attempt number for uploads to the storage account itself, where a part is one block.</summary>
    public const long DirectAttempt = 0;

    /// <param name="part">From 0.</param>
    /// <param name="attempt">Later ones are greater.</param>
    /// <param name="place">From 0, within the attempt.</param>
    /// <param name="isLast">Whether it is the attempt's last block.</param>
    public static string IdOf(int part, long attempt, int place, bool isLast) => Convert.ToBase64String(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{part:d3}{attempt:x16}{place:d6}{(isLast ? 'l' : 'm')}")));

    /// <param name="blocks">Id and size of each block that has arrived.</param>
    /// <returns>The blocks of each part's last complete attempt, in order; empty for a part without one.</returns>
    public static IReadOnlyList<IReadOnlyList<Block>> OfParts(IEnumerable<Block> blocks, int parts)
    {
        var known = blocks.Select(Read).OfType<(int Part, long Attempt, int Place, bool IsLast, Block Block)>().ToLookup(block => block.Part);
        return [.. Enumerable.Range(0, parts).Select(part => LastWhole(known[part]))];
    }

    private static List<Block> LastWhole(IEnumerable<(int Part, long Attempt, int Place, bool IsLast, Block Block)> blocks) => blocks
        .GroupBy(block => block.Attempt)
        .OrderByDescending(attempt => attempt.Key)
        .Select(attempt => attempt.OrderBy(block => block.Place).ToList())
        .Where(attempt => attempt[^1].IsLast && attempt[^1].Place == attempt.Count - 1)
        .Select(attempt => attempt.ConvertAll(block => block.Block))
        .FirstOrDefault() ?? [];

    private static (int Part, long Attempt, int Place, bool IsLast, Block Block)? Read(Block block)
    {
        var text = Encoding.ASCII.GetString(Convert.FromBase64String(block.Id)).AsSpan();
        return text.Length == PartDigits + AttemptDigits + PlaceDigits + 1
            && int.TryParse(text[..PartDigits], CultureInfo.InvariantCulture, out var part)
            && long.TryParse(text.Slice(PartDigits, AttemptDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var attempt)
            && int.TryParse(text.Slice(PartDigits + AttemptDigits, PlaceDigits), CultureInfo.InvariantCulture, out var place)
                ? (part, attempt, place, text[^1] == 'l', block)
                : null;
    }
}

/// <param name="Id">As the storage API spells it: base64.</param>
internal sealed record Block(string Id, long Bytes);
