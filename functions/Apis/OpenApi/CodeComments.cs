using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SegFunctions.Apis.OpenApi;

/// <summary>The code's doc comments on types, members and functions, from the XML file that the compiler writes beside the assembly.</summary>
/// <param name="members">Doc comments by member id, such as <c>T:Namespace.Type</c>.</param>
internal sealed partial class CodeComments(IReadOnlyDictionary<string, XElement> members)
{
    /// <summary>The comments of an assembly; empty if their file does not exist.</summary>
    public static CodeComments Of(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return new CodeComments(!File.Exists(file) ? [] : XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));
    }

    /// <returns>The summary; null if there is none.</returns>
    public string? OfType(Type type) => Find("T:" + NameOf(type)) is { } comment ? Read(comment.Element("summary")) : null;

    /// <returns>The comment on a property, or on the record's parameter of that name; null if there is none.</returns>
    public string? OfProperty(PropertyInfo property)
    {
        var owner = NameOf(property.DeclaringType!);
        return Read(Find($"P:{owner}.{property.Name}")?.Element("summary"))
            ?? Read(Find("T:" + owner)?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")!.Value == property.Name));
    }

    /// <returns>The summary; null if there is none.</returns>
    public string? OfFunction(MethodInfo function)
    {
        var prefix = $"M:{NameOf(function.DeclaringType!)}.{function.Name}(";
        return Read(members.FirstOrDefault(member => member.Key.StartsWith(prefix, StringComparison.Ordinal)).Value?.Element("summary"));
    }

    private XElement? Find(string name) => members.GetValueOrDefault(name);

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Read(XElement? comment) => comment is null ? null : Spaces().Replace(string.Concat(comment.Nodes().Select(Read)), " ").Trim();

    private static string Read(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } reference => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reference.Attribute("name")!.Value),
        XElement { Name.LocalName: "see" } reference => (reference.Attribute("cref") ?? reference.Attribute("langword"))!.Value.Split('.')[^1],
        XElement other => other.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
