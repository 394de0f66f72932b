namespace SegFunctions.Webhooks;

/// <summary>Keeps messages about items below 20 kB. Pure functions, since orchestrators call them.</summary>
public static class MessageSize
{
    /// <summary>Maximum size of a body.</summary>
    public const int MaxBodyBytes = 20_000;

    /// <summary>Bytes of a body without its items and metadata: names, ids and addresses.</summary>
    private const int FixedBytes = 5_000;

    /// <summary>Bytes of an item besides its name, and of a pair besides its texts.</summary>
    private const int EntryBytes = 100;

    /// <summary>JSON escapes some characters as six bytes.</summary>
    private const int MostBytesOfLetter = 6;

    /// <returns>As many items from the front as fit; at least one.</returns>
    public static IReadOnlyList<MessageItem> TakeWhatFits(IEnumerable<MessageItem> items, IReadOnlyDictionary<string, string>? metadata)
    {
        var left = MaxBodyBytes - FixedBytes - (metadata?.Sum(pair => SizeOf(pair.Key) + SizeOf(pair.Value)) ?? 0);
        var fitting = new List<MessageItem>();
        foreach (var item in items)
        {
            left -= SizeOf(item.Name) + EntryBytes;
            if (left < 0 && fitting.Count > 0)
            {
                break;
            }

            fitting.Add(item);
        }

        return fitting;
    }

    private static int SizeOf(string text) => text.All(char.IsAsciiLetterOrDigit) ? text.Length + 2 : (MostBytesOfLetter * text.Length) + 2;
}
