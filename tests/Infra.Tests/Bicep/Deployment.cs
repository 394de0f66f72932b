using System.Text.Json.Nodes;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>What <c>infra/main.bicep</c> would deploy, with every expression evaluated as far as possible without a cloud (<c>bicep snapshot</c>).</summary>
internal sealed class Deployment
{
    /// <summary>With one network for each kind of prompt, and another one that jobs may request.</summary>
    private static readonly string[] AddedModels =
    [
        "param addedModels = 'dino, cutout,marks,clip'", "param wordModels = 'dino, clip'", "param textModel = 'dino'", "param subjectModel = 'cutout'", "param marksModel = 'marks'",
    ];

    private static readonly Dictionary<string, Lazy<Task<Deployment>>> Known = new()
    {
        ["cpu"] = Lazily("param gpu = 'none'"),
        ["t4"] = Lazily(["param gpu = 't4'", "param retentionDays = 30", "param corsOrigins = 'https://app.example, https://www.example'", .. AddedModels]),
        ["own address"] = Lazily("param gpu = 'none'", "param publicBaseUrl = 'https://seg.example/api'", "param textModel = 'dino'"),
        ["a100, private network"] = Lazily("param gpu = 'a100'", "param privateNetwork = true", "param maxReplicas = 5"),
    };

    private Deployment(JsonArray resources) => Resources = [.. resources.Select(resource => new DeployedResource(resource!.AsObject()))];

    public static TheoryData<string> Names { get; } = [.. Known.Keys];

    public IReadOnlyList<DeployedResource> Resources { get; }

    public static Task<Deployment> GetAsync(string name) => Known[name].Value;

    public IEnumerable<DeployedResource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public DeployedResource Single(string type) => Assert.Single(OfType(type));

    private static Lazy<Task<Deployment>> Lazily(params string[] parameters) => new(() => PredictAsync(parameters));

    private static async Task<Deployment> PredictAsync(string[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "main.bicepparam");
            var template = Path.GetRelativePath(folder.FullName, Path.Combine(Repository.Root, "infra/main.bicep"));
            await File.WriteAllLinesAsync(file,
            [
                $"using '{template}'", "param environmentName = 'test'", "param location = 'swedencentral'", $"param apiKeySha256 = '{new string('a', 64)}'", .. parameters,
            ]);
            var run = await BicepCompiler.RunAsync(
                CancellationToken.None,
                "snapshot", file, "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), "--tenant-id", Guid.Empty.ToString(),
                "--location", "swedencentral", "--deployment-name", "test");
            Assert.True(run.ExitCode == 0, run.Output);
            var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(file, "snapshot.json")))!;
            Assert.Empty(snapshot["diagnostics"]?.AsArray() ?? []);
            return new Deployment(snapshot["predictedResources"]!.AsArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
