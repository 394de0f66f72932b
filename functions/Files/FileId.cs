namespace SegFunctions.Files;

/// <summary>A file's identity, 1 to 2^53 - 1, so that JavaScript reads it as an exact number. Later ids are greater.</summary>
public readonly record struct FileId
{
    public const long MaxValue = (1L << 53) - 1;
    private const int ChanceBits = 12;
    private const int KeyDigits = 14;

    private static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="value">1 to <see cref="MaxValue"/>.</param>
    public FileId(long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        Value = value;
    }

    public long Value { get; }

    /// <summary>14 hex digits, which sort like the number.</summary>
    internal string Key => Value.ToString($"x{KeyDigits}", System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="now">In 2025 or later.</param>
    /// <param name="chance">Its lower 12 bits are used.</param>
    public static FileId At(DateTimeOffset now, int chance) =>
        new(((long)(now - Epoch).TotalMilliseconds << ChanceBits) | (uint)(chance & ((1 << ChanceBits) - 1)));

    /// <summary>Reads what <see cref="Key"/> spells, and nothing else.</summary>
    internal static FileId? FindOfKey(string key) =>
        key.Length == KeyDigits && key.All(char.IsAsciiHexDigitLower) && Convert.ToInt64(key, 16) is >= 1 and <= MaxValue and var value ? new FileId(value) : null;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
