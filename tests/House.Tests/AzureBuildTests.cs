using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>
/// The commands that mean Azure choose the real packages without a flag. Where the registry lacks them the restore fails, and by nothing else;
/// where it has them the command succeeds. Either way no emulator is shipped.
/// </summary>
public sealed partial class AzureBuildTests
{
    /// <summary>The package, or every version from the wanted one on, or just the wanted version, for which NuGet would take the next.</summary>
    private static readonly string[] PackageIsMissing = ["NU1101", "NU1102", "NU1603"];

    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "functions", "build --output bin/output" },
        { "functions", "build --output bin/publish" },
        { "", "publish functions" },
        { "", "publish inference-container/Worker" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_for_Azure_takes_the_real_packages(string folder, string command)
    {
        var run = await Command.RunAsync("dotnet", command.Split(' '), TestContext.Current.CancellationToken, folder);

        AssertNothingButMissingPackages(run);
    }

    [Fact]
    public async Task The_environment_variable_takes_the_real_packages()
    {
        var run = await Command.RunAsync(
            "dotnet", ["build", "functions"], TestContext.Current.CancellationToken, environment: new Dictionary<string, string> { ["UseAzurePackages"] = "true" });

        AssertNothingButMissingPackages(run);
    }

    [Theory]
    [InlineData("functions")]
    [InlineData("inference-container/Worker")]
    public async Task A_publish_without_a_build_never_ships_an_emulator(string project)
    {
        var output = Directory.CreateTempSubdirectory("publish-");
        try
        {
            await Command.RunAsync("dotnet", ["publish", project, "--no-build", "--output", output.FullName], TestContext.Current.CancellationToken);

            Assert.Empty(output.EnumerateFiles("Emulators.*", SearchOption.AllDirectories));
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Publishing_with_emulators_is_refused_with_the_setting_to_use()
    {
        var run = await Command.RunAsync(
            "dotnet", ["publish", "inference-container/Worker", "--no-build", "-p:UseAzurePackages=false"], TestContext.Current.CancellationToken);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Set UseAzurePackages=true", run.Output, StringComparison.Ordinal);
    }

    private static void AssertNothingButMissingPackages((int ExitCode, string Output) run)
    {
        var codes = ErrorCode().Matches(run.Output).Select(match => match.Groups["code"].Value).Distinct().ToList();

        Assert.Empty(codes.Except(PackageIsMissing));
        Assert.True(run.ExitCode == 0 || codes.Count > 0, run.Output);
    }

    [GeneratedRegex(@"\berror (?<code>[A-Z]+\d+)")]
    private static partial Regex ErrorCode();
}
