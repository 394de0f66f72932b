namespace SegFunctions.Jobs;

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
