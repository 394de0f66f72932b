using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Looks up names in clients' JSON objects; a name that is not valid Unicode is simply an unknown one.</summary>
internal static class JsonNames
{
    /// <returns>The value of the last property with that name; null if there is none.</returns>
    public static JsonElement? Find(JsonElement json, string name)
    {
        JsonElement? found = null;
        foreach (var property in json.EnumerateObject())
        {
            if (JsonEscapes.IsUnicode(property) && property.NameEquals(name))
            {
                found = property.Value;
            }
        }

        return found;
    }
}

/// <summary>
/// Detects strings in clients' JSON whose escapes contain half of a surrogate pair. The framework throws only when such a string is read, and a
/// body has room for very many of them, so they are detected without exceptions.
/// </summary>
internal static class JsonEscapes
{
    private const int EscapeLength = 6;

    /// <summary>Whether the property's name is valid Unicode.</summary>
    public static bool IsUnicode(JsonProperty property) => IsUnicode(JsonMarshal.GetRawUtf8PropertyName(property));

    /// <summary>Whether a string is valid Unicode.</summary>
    /// <param name="text">A value of <see cref="JsonValueKind.String"/>.</param>
    public static bool IsUnicode(JsonElement text) => IsUnicode(JsonMarshal.GetRawUtf8Value(text));

    /// <param name="raw">Well-formed, as a parsed document holds it; with or without its quotes.</param>
    private static bool IsUnicode(ReadOnlySpan<byte> raw)
    {
        var first = raw.IndexOf((byte)'\\');
        var isLowDue = false;
        for (var i = first < 0 ? raw.Length : first; i < raw.Length;)
        {
            ushort unit = 0;
            var isUnit = raw[i] == '\\' && raw[i + 1] == 'u' && Utf8Parser.TryParse(raw.Slice(i + 2, 4), out unit, out _, 'x');
            if (isLowDue != (isUnit && char.IsLowSurrogate((char)unit)))
            {
                return false;
            }

            isLowDue = isUnit && char.IsHighSurrogate((char)unit);
            i += isUnit ? EscapeLength : raw[i] == '\\' ? 2 : 1;
        }

        return !isLowDue;
    }
}
