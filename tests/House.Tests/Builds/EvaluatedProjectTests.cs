using System.Text.Json.Nodes;

namespace SegFunctions.House.Tests.Builds;

/// <summary>How MSBuild evaluates the projects in each of the commands that target Azure, and in those that do not.</summary>
public sealed class EvaluatedProjectTests
{
    private static readonly string[] Query =
    [
        "-getItem:PackageReference,None",
        "-getProperty:AzureFunctionsVersion,BaseIntermediateOutputPath,BaseOutputPath,LocalBuild,OutputType,_FunctionsBuildEnabled",
    ];

    [Theory]
    [InlineData("functions", "publish")]
    [InlineData("", "publish functions")]
    [InlineData("functions", "build --output bin/output")]
    [InlineData("functions", "build --output bin/output/")]
    [InlineData("functions", "build --output bin/publish")]
    [InlineData("functions", "build -p:LocalBuild=false")]
    public async Task A_command_for_Azure_makes_what_a_Functions_host_reads(string folder, string command)
    {
        var project = await EvaluateAsync(folder, command);

        Assert.Equal("false", Property(project, "LocalBuild"));
        // If the packages are restored, the Functions SDK sets this to true.
        Assert.NotEqual("false", Property(project, "_FunctionsBuildEnabled"));
        Assert.Equal(("obj-azure/", "bin/azure/"), Folders(project));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("build -c Release")]
    [InlineData("build --output ../elsewhere")]
    public async Task Any_other_build_leaves_it_out(string command)
    {
        var project = await EvaluateAsync("functions", command);

        Assert.Equal(("true", "false"), (Property(project, "LocalBuild"), Property(project, "_FunctionsBuildEnabled")));
        Assert.Equal(("obj/", "bin/"), Folders(project));
    }

    [Theory]
    [InlineData("build", "Microsoft.ML.OnnxRuntime")]
    [InlineData("build -p:InferenceRuntime=gpu", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("publish", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("publish -p:InferenceRuntime=gpu", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("publish -p:InferenceRuntime=cpu", "Microsoft.ML.OnnxRuntime")]
    public async Task The_worker_has_one_ONNX_Runtime(string command, string runtime)
    {
        var project = await EvaluateAsync("inference-container/Inference", command);

        Assert.Equal([runtime], Names(project, "PackageReference").Where(name => name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
    }

    /// <summary>Core Tools and the Functions SDK look for these.</summary>
    [Fact]
    public async Task The_functions_project_is_what_Core_Tools_expects()
    {
        var project = await EvaluateAsync("functions", "build --output bin/output");

        Assert.Equal(("v4", "Exe"), (Property(project, "AzureFunctionsVersion"), Property(project, "OutputType")));
        Assert.Contains("Microsoft.Azure.Functions.Worker.Sdk", Names(project, "PackageReference"));
        var host = project["Items"]!["None"]!.AsArray().Single(item => (string)item!["Link"]! == "host.json")!;
        Assert.Equal("../host.json", (string)host["Identity"]!);
        Assert.Equal("PreserveNewest", (string)host["CopyToOutputDirectory"]!);
        Assert.Equal("PreserveNewest", (string)host["CopyToPublishDirectory"]!);
    }

    private static (string, string) Folders(JsonNode project) =>
        (RelativeToTheApp(Property(project, "BaseIntermediateOutputPath")), RelativeToTheApp(Property(project, "BaseOutputPath")));

    /// <summary>Some are absolute if the project has been restored.</summary>
    private static string RelativeToTheApp(string path)
    {
        var app = Path.Combine(Repository.Root, "functions");
        return Path.GetRelativePath(app, Path.Combine(app, path.Replace('\\', '/')));
    }

    private static string Property(JsonNode project, string name) => (string)project["Properties"]![name]!;

    private static List<string> Names(JsonNode project, string item) =>
        [.. project["Items"]![item]!.AsArray().Select(reference => (string)reference!["Identity"]!)];

    private static async Task<JsonNode> EvaluateAsync(string folder, string command)
    {
        // Evaluation only: a restore would race with the tests that build these projects.
        var run = await Command.RunAsync("dotnet", [.. command.Split(' '), "--no-restore", .. Query], TestContext.Current.CancellationToken, folder);
        // After the answer, dotnet publish repeats the errors of an earlier restore.
        var end = run.Output.LastIndexOf("\n}", StringComparison.Ordinal);
        Assert.True(end > 0, run.Output);
        return JsonNode.Parse(run.Output[..(end + 2)])!;
    }
}
