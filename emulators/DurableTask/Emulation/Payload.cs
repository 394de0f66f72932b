using System.Text;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Emulation;

/// <summary>Values on their way into the history.</summary>
internal static class Payload
{
    public const int MaxBytes = 1 << 20;

    public const int MaxCustomStatusBytes = 16 << 10;

    /// <exception cref="ArgumentException">The JSON has more than 1 MB in UTF-8.</exception>
    public static string? Write(object? value, string what)
    {
        var json = JsonDataConverter.Default.Serialize(value);
        if (json is not null && json.Length > MaxBytes / 3 && Encoding.UTF8.GetByteCount(json) is var bytes && bytes > MaxBytes)
        {
            throw new ArgumentException($"The {what} is {bytes:N0} bytes of JSON, more than the 1 MB that a durable payload may have. Pass a reference to a blob.");
        }

        return json;
    }

    /// <exception cref="ArgumentException">The JSON has more than 16 KB in UTF-16.</exception>
    public static string? WriteCustomStatus(object? value)
    {
        var json = JsonDataConverter.Default.Serialize(value);
        if (json is not null && json.Length * sizeof(char) > MaxCustomStatusBytes)
        {
            throw new ArgumentException($"The custom status is {json.Length * sizeof(char):N0} bytes of UTF-16, more than the 16 KB it may have.");
        }

        return json;
    }
}
