using System.Collections;
using System.Globalization;
using System.Reflection;
using SegFunctions.Connections;

namespace SegFunctions.Infra.Tests.Settings;

/// <summary>The settings that an app reads, found in its options classes: those with a constant <c>Section</c>.</summary>
internal static class CodeSettings
{
    /// <summary>Read directly from the configuration, in both apps; <see cref="SettingsSourceTests"/> checks that there are no others.</summary>
    private static readonly Setting[] ReadDirectly =
    [
        new("ServiceBus", Setting.NoDefault), new("ServiceBus:fullyQualifiedNamespace", Setting.NoDefault),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", Setting.NoDefault), new("OTEL_EXPORTER_OTLP_ENDPOINT", Setting.NoDefault),
    ];

    public static IReadOnlyList<Setting> Of(IEnumerable<Type> options) =>
        [.. ReadDirectly.Concat(options.SelectMany(Read))
            .Where(setting => setting.Name != "ServiceBus:ConnectionString")
            .DistinctBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(setting => setting.Name, StringComparer.Ordinal)];

    public static IEnumerable<Type> OptionsOfFunctions() => OptionsTypes(typeof(Jobs.JobOptions)).Concat(OptionsTypes(typeof(BlobConnection)));

    /// <summary>The worker uses no tables.</summary>
    public static IEnumerable<Type> OptionsOfWorker() => OptionsTypes(typeof(Worker.Settings.ModelsOptions))
        .Concat(OptionsTypes(typeof(BlobConnection)).Where(type => type != typeof(TableConnection)));

    private static IEnumerable<Type> OptionsTypes(Type one) => one.Assembly.GetTypes().Where(type => type.IsClass && SectionOf(type) is not null);

    private static IEnumerable<Setting> Read(Type options) => Read(SectionOf(options)!, options, Activator.CreateInstance(options));

    private static IEnumerable<Setting> Read(string prefix, Type type, object? instance) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
        .SelectMany(property => ReadValue($"{prefix}:{property.Name}", property.PropertyType, instance is null ? null : property.GetValue(instance)));

    private static IEnumerable<Setting> ReadValue(string name, Type type, object? value) =>
        IsScalar(type) ? [new Setting(name, Text(value))]
        : KeyedItemOf(type) is { } keyed ? ReadValue($"{name}:key", keyed, null)
        : ItemOf(type) is { } item ? ReadValue($"{name}:n", item, null)
        : Read(name, type, value ?? Activator.CreateInstance(type));

    private static bool IsScalar(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var bare && (bare.IsPrimitive || bare.IsEnum || bare.IsValueType || bare == typeof(string) || bare == typeof(Uri));

    private static Type? KeyedItemOf(Type type) => ArgumentsOf(type, typeof(IDictionary<,>)) is [_, var value] ? value : null;

    private static Type? ItemOf(Type type) => ArgumentsOf(type, typeof(IEnumerable<>)) is [var item] ? item : null;

    private static Type[] ArgumentsOf(Type type, Type definition) => ((Type[])[type, .. type.GetInterfaces()])
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == definition)?.GetGenericArguments() ?? [];

    private static string Text(object? value) => value switch
    {
        null or "" => Setting.NoDefault,
        bool flag => flag ? "true" : "false",
        Enum name => name.ToString().ToLowerInvariant(),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) is { IsLiteral: true } constant
            ? (string)constant.GetRawConstantValue()! : null;
}
