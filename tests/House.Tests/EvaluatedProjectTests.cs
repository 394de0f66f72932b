using System.Text.Json.Nodes;

namespace SegFunctions.House.Tests;

/// <summary>What MSBuild makes of the projects in each of the commands that mean Azure, and in the one that does not.</summary>
public sealed class EvaluatedProjectTests
{
    private static readonly string[] Query = ["-getItem:ProjectReference,PackageReference,None", "-getProperty:AzureFunctionsVersion,OutputType,UseAzurePackages"];

    /// <summary>Folder, command, project of the apps that are deployed.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "functions", "build -p:UseAzurePackages=true" },
        { "functions", "publish" },
        { "functions", "build --output bin/output" },
        { "functions", "build --output bin/publish" },
        { "inference-container/Worker", "build -p:UseAzurePackages=true" },
        { "inference-container/Worker", "publish" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_reference_to_an_emulator_is_left(string folder, string command)
    {
        var project = await EvaluateAsync(folder, command);

        Assert.Equal("true", (string)project["Properties"]!["UseAzurePackages"]!);
        Assert.DoesNotContain(Names(project, "ProjectReference"), name => name.Contains("emulators", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Azure.Messaging.ServiceBus", Names(project, "PackageReference"));
    }

    [Fact]
    public async Task The_default_build_has_the_emulators()
    {
        var project = await EvaluateAsync("functions", "build");

        Assert.Equal(2, Names(project, "ProjectReference").Count(name => name.Contains("emulators", StringComparison.Ordinal)));
        Assert.Contains("Azure.Messaging.ServiceBus", Names(project, "PackageReference"));
    }

    /// <summary>Core Tools and the Functions SDK look for these.</summary>
    [Fact]
    public async Task The_functions_project_is_what_Core_Tools_expects()
    {
        var project = await EvaluateAsync("functions", "build --output bin/output");

        Assert.Equal(("v4", "Exe"), ((string)project["Properties"]!["AzureFunctionsVersion"]!, (string)project["Properties"]!["OutputType"]!));
        Assert.Contains("Microsoft.Azure.Functions.Worker.Sdk", Names(project, "PackageReference"));
        var host = project["Items"]!["None"]!.AsArray().Single(item => (string)item!["Link"]! == "host.json")!;
        Assert.Equal("../host.json", (string)host["Identity"]!);
        Assert.Equal("PreserveNewest", (string)host["CopyToOutputDirectory"]!);
        Assert.Equal("PreserveNewest", (string)host["CopyToPublishDirectory"]!);
    }

    private static List<string> Names(JsonNode project, string item) =>
        [.. project["Items"]![item]!.AsArray().Select(reference => (string)reference!["Identity"]!)];

    private static async Task<JsonNode> EvaluateAsync(string folder, string command)
    {
        // Only evaluated: a restore would race with the tests that build these projects.
        var run = await Command.RunAsync("dotnet", [.. command.Split(' '), "--no-restore", .. Query], TestContext.Current.CancellationToken, folder);
        // After the answer dotnet publish repeats what an earlier restore failed to find.
        var end = run.Output.LastIndexOf("\n}", StringComparison.Ordinal);
        Assert.True(end > 0, run.Output);
        return JsonNode.Parse(run.Output[..(end + 2)])!;
    }
}
