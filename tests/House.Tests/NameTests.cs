using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

public sealed partial class NameTests
{
    /// <summary>Words that say nothing about a thing.</summary>
    private static readonly string[] EmptyWords =
        ["Helper", "Util", "Utils", "Utility", "Common", "Shared", "Misc", "Manager", "Service", "Impl", "Base", "Info", "Data", "Dto", "Core"];

    /// <summary>Named after the interface that it implements, like the framework's other providers.</summary>
    private const string Provider = "SqliteOrchestrationService";

    [Fact]
    public void No_folder_or_file_has_an_empty_name() =>
        Assert.DoesNotContain(Repository.FindFiles(".cs").SelectMany(path => path[..^3].Split('/')), EndsInAnEmptyWord);

    [Fact]
    public void No_type_has_an_empty_name() =>
        Assert.DoesNotContain(
            Repository.FindFiles(".cs").SelectMany(path => TypeDeclaration().Matches(Repository.Read(path))).Select(match => match.Groups["name"].Value),
            EndsInAnEmptyWord);

    [Fact]
    public void No_class_is_left_open() =>
        Assert.Empty(Repository.FindFiles(".cs")
            .SelectMany(path => OpenClass().Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value.Trim()}")));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.DoesNotContain(
            Repository.FindFiles(".cs").Where(path => !path.EndsWith("NameTests.cs", StringComparison.Ordinal)),
            path => LeftForLater().IsMatch(Repository.Read(path)));

    private static bool EndsInAnEmptyWord(string name) =>
        name != Provider && EmptyWords.Any(word => name == word || (name.EndsWith(word, StringComparison.Ordinal) && char.IsLower(name[^(word.Length + 1)])));

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|sealed|static|abstract|partial|readonly|file)\s+)*(?:class|record|struct|interface|enum|record\s+struct)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private)\s+)(?:partial\s+)?(?:class|record)\s+[A-Z]\w*", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|#region|NotImplementedException")]
    private static partial Regex LeftForLater();
}
