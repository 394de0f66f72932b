using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Catalogue;

/// <summary>The kinds as spelled in <c>models.json</c>.</summary>
internal static class ModelKinds
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["sam"] = typeof(SamModel),
        ["detector"] = typeof(RowDetectorModel),
        ["nanodet"] = typeof(NanoDetModel),
        ["matting"] = typeof(MattingModel),
        ["ssd"] = typeof(SsdModel),
        ["writing"] = typeof(WritingModel),
        ["face"] = typeof(FaceModel),
    };

    public static IEnumerable<string> Names => Types.Keys;

    public static Type? FindType(string kind) => Types.GetValueOrDefault(kind);

    /// <summary>The kind, or all kinds of an abstract type, such as <c>detector or nanodet</c>; the kinds of exports that find words are <c>network for any words</c>.</summary>
    public static string NameOf(Type type) => type.IsAssignableTo(typeof(TextModel))
        ? "network for any words"
        : string.Join(" or ", Types.Where(kind => type.IsAssignableFrom(kind.Value)).Select(kind => kind.Key));
}
