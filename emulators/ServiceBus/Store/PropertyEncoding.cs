using System.Globalization;
using System.Runtime.Serialization;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Application properties to text and back, with the types that AMQP carries.</summary>
internal static class PropertyEncoding
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <returns>Null when there are none.</returns>
    /// <exception cref="SerializationException">A value is of a type that no message can carry.</exception>
    public static Dictionary<string, PropertyValue>? Encode(IDictionary<string, object>? properties)
    {
        return properties is { Count: > 0 } ? properties.ToDictionary(pair => pair.Key, pair => Encode(pair.Key, pair.Value)) : null;
    }

    public static object Decode(PropertyValue property)
    {
        string text = property.Value;
        return property.Type switch
        {
            nameof(String) => text,
            nameof(Boolean) => bool.Parse(text),
            nameof(Byte) => byte.Parse(text, Culture),
            nameof(SByte) => sbyte.Parse(text, Culture),
            nameof(Int16) => short.Parse(text, Culture),
            nameof(UInt16) => ushort.Parse(text, Culture),
            nameof(Int32) => int.Parse(text, Culture),
            nameof(UInt32) => uint.Parse(text, Culture),
            nameof(Int64) => long.Parse(text, Culture),
            nameof(UInt64) => ulong.Parse(text, Culture),
            nameof(Single) => float.Parse(text, Culture),
            nameof(Double) => double.Parse(text, Culture),
            nameof(Decimal) => decimal.Parse(text, Culture),
            nameof(Char) => text[0],
            nameof(Guid) => Guid.Parse(text, Culture),
            nameof(DateTime) => DateTime.Parse(text, Culture, DateTimeStyles.RoundtripKind),
            nameof(DateTimeOffset) => DateTimeOffset.Parse(text, Culture, DateTimeStyles.RoundtripKind),
            nameof(TimeSpan) => TimeSpan.Parse(text, Culture),
            nameof(Uri) => new Uri(text, UriKind.RelativeOrAbsolute),
            BytesType => Convert.FromBase64String(text),
            _ => throw new SerializationException($"Unknown type '{property.Type}' of an application property."),
        };
    }

    private const string BytesType = "Byte[]";

    private static PropertyValue Encode(string name, object value)
    {
        return value switch
        {
            byte[] bytes => new PropertyValue(BytesType, Convert.ToBase64String(bytes)),
            DateTime or DateTimeOffset => Text(value, "O"),
            float or double => Text(value, "R"),
            TimeSpan => Text(value, "c"),
            Uri uri => new PropertyValue(nameof(Uri), uri.OriginalString),
            string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or decimal or char or Guid => Text(value, null),
            _ => throw new SerializationException(
                $"The application property '{name}' is of type {value?.GetType().FullName ?? "null"}, which a message cannot carry."),
        };
    }

    private static PropertyValue Text(object value, string? format)
    {
        return new PropertyValue(value.GetType().Name, value is IFormattable formattable ? formattable.ToString(format, Culture) : value.ToString()!);
    }
}
