using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>One word for one thing, in American spelling: names that declarations must not have, and the names to use instead.</summary>
public sealed partial class VocabularyTests
{
    /// <summary>Names given by others, which ours must repeat.</summary>
    private static readonly string[] Given = ["EventBehaviourForContinueAsNew"];

    private static readonly string[] Parts = ["functions", "local", "emulators", "extensions"];

    [Theory]
    [InlineData("Refusal", "ApiError")]
    [InlineData("Final", "Terminal")]
    [InlineData("Behaviour", "Behavior")]
    [InlineData("Cancelled", "Canceled")]
    [InlineData("Catalogue", "Catalog")]
    [InlineData("Centre", "Center")]
    [InlineData("Colour", "Color")]
    [InlineData("Labelled", "Labeled")]
    [InlineData("Licence", "License")]
    [InlineData("Neighbour", "Neighbor")]
    [InlineData("Normalise", "Normalize")]
    [InlineData("Serialise", "Serialize")]
    public void A_thing_has_its_own_name(string never, string instead) =>
        Assert.Empty(Declarations()
            .Where(declared => Regex.IsMatch(declared.Name, $"{never}(?![a-z])") && !declared.Name.Contains(instead, StringComparison.Ordinal) && !Given.Contains(declared.Name))
            .Select(declared => $"{declared.File}: {declared.Name}, say {instead}"));

    [Fact]
    public void What_is_bound_to_a_section_is_called_options() =>
        Assert.All(
            Repository.FindFiles(".cs", "functions").Where(file => BoundSection().IsMatch(Repository.Read(file))),
            file => Assert.EndsWith("Options.cs", file, StringComparison.Ordinal));

    [Fact]
    public void Settings_that_can_be_out_of_range_are_validated() =>
        Assert.All(
            Repository.FindFiles(".cs", "functions").Where(file => BoundSection().IsMatch(Repository.Read(file)) && HasRange().IsMatch(Repository.Read(file))),
            file => Assert.Contains("[OptionsValidator]", Repository.Read(file), StringComparison.Ordinal));

    [Fact]
    public void The_app_keeps_its_log_lines_in_telemetry_and_those_with_a_folders_types_there() =>
        Assert.Equal(
            ["functions/Apis/ApiLog.cs", "functions/Jobs/JobLog.cs", "functions/Telemetry/Log.cs", "functions/Webhooks/WebhookLog.cs"],
            Repository.FindFiles(".cs", "functions").Where(file => Repository.Read(file).Contains("[LoggerMessage(", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>"Of the picture" says whose something is, but not what it is.</summary>
    [Fact]
    public void A_comment_says_what_a_thing_is_and_not_only_whose() =>
        Assert.Empty(
            from part in (string[])[.. Parts, "inference-container"]
            from file in Repository.FindFiles(".cs", part)
            from match in BareOwner().Matches(Repository.Read(file))
            select $"{file}: {match.Value}");

    private static IEnumerable<(string File, string Name)> Declarations() =>
        from part in Parts
        from file in Repository.FindFiles(".cs", part)
        from match in Declaration().Matches(Repository.Read(file))
        select (file, match.Groups["name"].Value);

    /// <summary>Types, methods and properties.</summary>
    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|async|override|file)\s+)+(?:(?:class|record struct|record|struct|enum|interface)\s+|[\w<>\[\],.?() ]+?\s)(?<name>[A-Z]\w*)\s*(?:[({<:;]|=>|=|$)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"///[^\n]*<(?:summary|returns|param[^>]*)>\s*(?:///\s*)?Of .*")]
    private static partial Regex BareOwner();

    [GeneratedRegex(@"public (?:int|long|double|TimeSpan)\?? \w+ \{ get;")]
    private static partial Regex HasRange();

    [GeneratedRegex(@"const string Section\b")]
    private static partial Regex BoundSection();
}
