using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests.Builds;

/// <summary>The packages that our own libraries tell a Functions host to load.</summary>
internal static partial class HostExtensions
{
    /// <summary>Names and exact versions, as the assembly attributes say them.</summary>
    public static IReadOnlyDictionary<string, string> Named { get; } = Repository.FindFiles(".cs", "extensions")
        .SelectMany(path => Attribute().Matches(Repository.Read(path)))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["version"].Value);

    [GeneratedRegex(@"\[assembly: ExtensionInformation\(""(?<name>[^""]+)"", ""(?<version>[^""]+)""")]
    private static partial Regex Attribute();
}
