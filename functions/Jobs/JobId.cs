using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SegFunctions.Jobs;

/// <summary>
/// A job's identity: 53 bits, so that JavaScript reads it as an exact number. The upper 41 are milliseconds since
/// <see cref="Epoch"/> (enough until 2094), the lower 12 are random. Later ids are greater, and their spellings sort in the same order.
/// </summary>
public readonly record struct JobId : IComparable<JobId>
{
    public const int ChanceBits = 12;
    public const long MaxValue = (1L << 53) - 1;
    private const string Prefix = "job-";
    private const ulong ChanceMask = (1UL << ChanceBits) - 1;

    public static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="value">0 to <see cref="MaxValue"/>.</param>
    public JobId(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        Value = value;
    }

    public long Value { get; }

    /// <summary>When it was created, to the millisecond.</summary>
    public DateTimeOffset Created => Epoch.AddMilliseconds(Value >> ChanceBits);

    /// <summary>The same 53 bits, inverted, as a row key: in ascending order of keys the newest job comes first.</summary>
    public string NewestFirstKey => Base32.Encode(MaxValue - Value);

    /// <param name="now">At or after <see cref="Epoch"/>.</param>
    /// <param name="chance">Its lower 12 bits are used.</param>
    public static JobId At(DateTimeOffset now, int chance)
    {
        var milliseconds = (long)(now - Epoch).TotalMilliseconds;
        return new JobId((milliseconds << ChanceBits) | (uint)(chance & ((1 << ChanceBits) - 1)));
    }

    /// <summary>Reads <c>job-…</c>, exactly as <see cref="ToString"/> spells it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        id = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base32.TryDecode(text.AsSpan(Prefix.Length), out var value) || value > MaxValue)
        {
            return false;
        }

        id = new JobId(value);
        return true;
    }

    /// <exception cref="FormatException">The text is not a job id.</exception>
    public static JobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a job id.");

    /// <summary>Reads what <see cref="NewestFirstKey"/> spells.</summary>
    public static bool TryParseKey(ReadOnlySpan<char> key, out JobId id)
    {
        id = default;
        if (!Base32.TryDecode(key, out var value) || value > MaxValue)
        {
            return false;
        }

        id = new JobId(MaxValue - value);
        return true;
    }

    /// <summary>
    /// The id as a version 7 UUID, for APIs that use UUIDs: its time is <see cref="Created"/>, its first 12 random bits are the id's, and the
    /// other 62 are derived from both.
    /// </summary>
    public Guid ToGuid()
    {
        var milliseconds = (ulong)Created.ToUnixTimeMilliseconds();
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | ((ulong)Value & ChanceMask));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), (1UL << 63) | (Scramble((ulong)Value) >> 2));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Reads what <see cref="ToGuid"/> spells, with hyphens and in either case.</summary>
    public static bool TryParseGuid([NotNullWhen(true)] string? text, out JobId id)
    {
        id = default;
        if (!Guid.TryParseExact(text, "D", out var guid))
        {
            return false;
        }

        var first = BinaryPrimitives.ReadUInt64BigEndian(guid.ToByteArray(bigEndian: true));
        var sinceEpoch = (long)(first >> 16) - Epoch.ToUnixTimeMilliseconds();
        if (sinceEpoch is < 0 or > MaxValue >> ChanceBits)
        {
            return false;
        }

        id = new JobId((sinceEpoch << ChanceBits) | (long)(first & ChanceMask));
        return id.ToGuid() == guid;
    }

    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    public static bool operator <(JobId left, JobId right) => left.Value < right.Value;

    public static bool operator >(JobId left, JobId right) => left.Value > right.Value;

    public static bool operator <=(JobId left, JobId right) => left.Value <= right.Value;

    public static bool operator >=(JobId left, JobId right) => left.Value >= right.Value;

    public override string ToString() => Prefix + Base32.Encode(Value);

    /// <summary>The finalizer of SplitMix64: neighbors differ in about half of the bits.</summary>
    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}

/// <summary>Crockford's base 32 in lower case, 11 digits: texts sort like the numbers, and no letter looks like a digit.</summary>
internal static class Base32
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 11;

    /// <param name="value">0 to 2^55 - 1.</param>
    public static string Encode(long value) => string.Create(Digits, value, static (span, rest) =>
    {
        for (var i = Digits - 1; i >= 0; i--)
        {
            span[i] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });

    /// <summary>Accepts only what <see cref="Encode"/> writes: no upper case, no other length.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.Length != Digits)
        {
            return false;
        }

        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        return true;
    }
}
