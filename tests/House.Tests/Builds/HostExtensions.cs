using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests.Builds;

/// <summary>The packages that our own libraries ask a Functions host to load.</summary>
internal static partial class HostExtensions
{
    /// <summary>Names and exact versions, from the assembly attributes.</summary>
    public static IReadOnlyDictionary<string, string> Named { get; } = Repository.FindFiles(".cs", "extensions")
        .SelectMany(path => Attribute().Matches(Repository.Read(path)))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["version"].Value);

    [GeneratedRegex(@"\[assembly: ExtensionInformation\(""(?<name>[^""]+)"", ""(?<version>[^""]+)""")]
    private static partial Regex Attribute();
}
