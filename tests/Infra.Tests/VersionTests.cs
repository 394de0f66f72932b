using System.Text.RegularExpressions;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests;

/// <summary>Every version is pinned: tomorrow's downloads are the same as today's.</summary>
public sealed partial class VersionTests
{
    /// <summary>Its exact tag could not be looked up; <c>docs/not-run.md</c> says so.</summary>
    private const string FunctionsImage = "mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0";

    public static TheoryData<string> Files { get; } =
        ["docker-compose.yml", "functions/Dockerfile", "inference-container/Dockerfile", "emulators/ServiceBus/Dockerfile", ".devcontainer/devcontainer.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_image_and_feature_has_an_exact_version(string file)
    {
        var tags = Reference().Matches(Repository.Read(file)).Select(match => match.Value).Except([FunctionsImage]).ToList();

        Assert.True(tags.Count > 0 || file == "functions/Dockerfile", file);
        Assert.All(tags, tag => Assert.Matches(@":(v?\d+\.\d+\.\d+|\d{4}-CU\d+)[a-z0-9.-]*$", tag));
    }

    [Fact]
    public void The_one_that_has_none_is_named_where_it_is_said() =>
        Assert.Contains(FunctionsImage.Split('/')[^1], Repository.Read("docs/not-run.md"), StringComparison.Ordinal);

    [GeneratedRegex(@"(?:mcr\.microsoft\.com|ghcr\.io|nvidia)/[a-z0-9./-]+:[\w.-]+")]
    private static partial Regex Reference();
}
