using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis;

/// <summary>How a wire record is read: its constructor's parameters, with the attributes of their properties.</summary>
internal sealed class WireShape
{
    private static readonly ConcurrentDictionary<Type, WireShape> Known = new();

    private readonly ConstructorInfo _constructor;

    private WireShape(Type record)
    {
        _constructor = record.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single(constructor => constructor.GetParameters().Length > 0);
        Fields = [.. _constructor.GetParameters().Select(parameter => new WireField(parameter, record.GetProperty(parameter.Name!)!))];
        Shorthand = record.GetCustomAttribute<ShorthandAttribute>() is null ? null : Fields[0].Name;
    }

    public IReadOnlyList<WireField> Fields { get; }

    /// <summary>The field whose value a bare string is, if one is given in place of the record; null if only an object is accepted.</summary>
    public string? Shorthand { get; }

    /// <summary>Whether values of the type are objects with fields of their own.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string);

    public static WireShape Of(Type record) => Known.GetOrAdd(record, static type => new WireShape(type));

    /// <summary>A property's name on the wire.</summary>
    /// <param name="property">The property's name, from <see langword="nameof"/>.</param>
    public static string NameOf<T>(string property) => Of(typeof(T)).Fields.Single(field => field.Property.Name == property).Name!;

    public object Create(object?[] values) => _constructor.Invoke(values);
}

/// <summary>One field of a wire record.</summary>
internal sealed class WireField(ParameterInfo parameter, PropertyInfo property)
{
    public PropertyInfo Property { get; } = property;

    /// <summary>The field's JSON name; null for a nested record whose fields are inlined into the outer one.</summary>
    public string? Name { get; } = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    public Type Type { get; } = parameter.ParameterType;

    /// <summary>The value's rules. Their messages complete a sentence that begins with the field.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. property.GetCustomAttributes<ValidationAttribute>()];

    public NotWithAttribute? NotWith { get; } = property.GetCustomAttribute<NotWithAttribute>();

    /// <summary>The value of an absent field: the constructor's default, else null if the type allows it, otherwise an empty string or list, false or 0.</summary>
    public object? Default { get; } = parameter.HasDefaultValue ? parameter.DefaultValue : EmptyOf(parameter);

    /// <summary>Whether its absence is a fault.</summary>
    public bool IsNeeded { get; } = property.IsDefined(typeof(JsonRequiredAttribute));

    private static object? EmptyOf(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? null
        : parameter.ParameterType == typeof(string) ? ""
        : parameter.ParameterType == typeof(IReadOnlyDictionary<string, string>) ? new Dictionary<string, string>()
        : parameter.ParameterType.IsGenericType ? Array.CreateInstance(parameter.ParameterType.GetGenericArguments()[0], 0)
        : null;
}

/// <summary>A field that must be absent if another one has a certain value.</summary>
/// <param name="property">The other property, which must come first: in the same record, or in the one that it is inlined into.</param>
/// <param name="value">The other property's value.</param>
/// <param name="message">Completes a sentence that begins with the field.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotWithAttribute(string property, string value, string message) : Attribute
{
    public string Property { get; } = property;

    public string Value { get; } = value;

    public string Message { get; } = message;
}

/// <summary>A record that may also be given as a bare string, the value of its first field.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShorthandAttribute : Attribute;
