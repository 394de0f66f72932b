using System.ComponentModel;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>Reads a value of a route into a parameter's type.</summary>
internal static class RouteValue
{
    private static readonly Type[] Readable =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal), typeof(Guid),
        typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan),
    ];

    /// <returns>
    /// A reader that gives the type's default for a value that is not there, and throws <see cref="FormatException"/> for one of another form;
    /// null when the type cannot be read from a route.
    /// </returns>
    public static Func<object?, object?>? FindReader(Type type)
    {
        var read = Nullable.GetUnderlyingType(type) ?? type;
        if (!Readable.Contains(read))
        {
            return null;
        }

        var converter = TypeDescriptor.GetConverter(read);
        var absent = type.IsValueType ? Activator.CreateInstance(type) : null;
        return value => value switch
        {
            null => absent,
            string text when read == typeof(string) => text,
            _ => ReadInvariant(converter, read, value.ToString()!),
        };
    }

    private static object? ReadInvariant(TypeConverter converter, Type type, string text)
    {
        try
        {
            return converter.ConvertFromInvariantString(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            throw new FormatException($"The value '{text}' of the route is no {type.Name}.", error);
        }
    }
}
