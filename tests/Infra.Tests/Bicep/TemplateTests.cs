using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Bicep;

public sealed partial class TemplateTests(FormattedTemplates formatted) : IClassFixture<FormattedTemplates>
{
    private static readonly Lazy<Task<(int ExitCode, string Output)>> Built = new(() => BicepCompiler.RunAsync(CancellationToken.None, "build", MainFile, "--stdout"));

    private static string MainFile => Path.Combine(Repository.Root, "infra/main.bicep");

    public static TheoryData<string> Files { get; } = [.. FormattedTemplates.Files];

    [Fact]
    public async Task Builds_and_lints_without_a_warning()
    {
        var build = await Built.Value;
        var lint = await BicepCompiler.RunAsync(TestContext.Current.CancellationToken, "lint", MainFile);

        Assert.Equal(0, build.ExitCode);
        Assert.DoesNotContain("Warning", build.Output, StringComparison.Ordinal);
        Assert.Equal((0, string.Empty), (lint.ExitCode, lint.Output.Trim()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_formatted(string file) => Assert.Equal(Repository.Read(file), formatted.Read(file));

    /// <summary>A module from a registry is unreviewed code.</summary>
    [Fact]
    public void Uses_plain_resources_only() =>
        Assert.Empty(Files.SelectMany(file => Reference().Matches(Repository.Read(file.Data)).Select(match => match.Value)));

    [Fact]
    public async Task Asks_no_service_for_a_key()
    {
        var build = await Built.Value;

        Assert.DoesNotMatch(@"(?i)\blist(Keys|AccountSas|ServiceSas|Secrets|AdminKeys)\b|\bsharedKey\b", build.Output);
    }

    [Fact]
    public void Azd_sets_every_parameter_that_has_to_be_set_and_no_other()
    {
        var text = Repository.Read("infra/main.bicep");
        var declared = Parameter().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Success);
        var set = JsonNode.Parse(Repository.Read("infra/main.parameters.json"))!["parameters"]!.AsObject().Select(entry => entry.Key).ToList();

        Assert.Empty(set.Except(declared.Keys));
        Assert.Empty(declared.Where(parameter => !parameter.Value).Select(parameter => parameter.Key).Except(set));
    }

    [GeneratedRegex(@"'(br|ts)[:/][^']*'")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^param (?<name>\w+) [^=\n]+(?<default>=.*)?$", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
