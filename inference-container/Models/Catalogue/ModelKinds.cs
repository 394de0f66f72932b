namespace SegFunctions.Models.Catalogue;

/// <summary>The kinds as <c>models.json</c> spells them.</summary>
internal static class ModelKinds
{
    private static readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal)
    {
        ["sam"] = typeof(SamModel),
        ["detector"] = typeof(DetectorModel),
    };

    public static IEnumerable<string> Names => _types.Keys;

    public static Type? FindType(string kind) => _types.GetValueOrDefault(kind);

    public static string NameOf(Type type) => _types.Single(kind => kind.Value == type).Key;
}
