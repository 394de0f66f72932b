using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SegFunctions.House.Tests;

/// <summary>
/// The functions app, built by the real Functions SDK against the real packages. Of those, one registry lacks the Service Bus extension and the scheduler's
/// provider: the first is stood in for by a project of its name, with the emulator's attribute in it, and the second, which no line of code uses, is left out.
/// </summary>
public sealed partial class RealPackagesTests
{
    private const string Trigger = "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus";
    private const string Scheduler = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged";

    [Fact]
    public async Task The_app_compiles_and_its_functions_are_found()
    {
        using var copy = await SourceCopy.OfAsync("functions", "inference-container/Contract", "emulators/FunctionsWorker/ServiceBus");
        StandIn(copy);

        // The SDK's source generator wants more of the trigger than a stand-in has; its build task reads the compiled app instead.
        var run = await Command.RunAsync(
            "dotnet",
            ["build", copy.PathOf("functions"), "-p:UseAzurePackages=true", "-p:FunctionsEnableMetadataSourceGen=false"],
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        var output = copy.PathOf("functions/bin/azure/Debug/net10.0");
        Assert.Empty(Directory.EnumerateFiles(output, "Emulators.*"));
        Assert.All(["host.json", "worker.config.json", "extensions.json"], file => Assert.True(File.Exists(Path.Combine(output, file)), file));
        Assert.Equal(DeclaredFunctions(), FoundFunctions(Path.Combine(output, "functions.metadata")));
    }

    private static void StandIn(SourceCopy copy)
    {
        File.WriteAllText(copy.PathOf("emulators/FunctionsWorker/ServiceBus/StandIn.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><AssemblyName>{Trigger}</AssemblyName></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Azure.Messaging.ServiceBus" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker" />
              </ItemGroup>
            </Project>
            """);
        var path = copy.PathOf("functions/SegFunctions.csproj");
        var project = XDocument.Load(path);
        XElement Reference(string name) => project.Descendants("PackageReference").Single(reference => (string)reference.Attribute("Include")! == name);
        Reference(Scheduler).Remove();
        Reference(Trigger).ReplaceWith(new XElement("ProjectReference", new XAttribute("Include", "../emulators/FunctionsWorker/ServiceBus/StandIn.csproj")));
        project.Save(path);
    }

    private static IEnumerable<string> FoundFunctions(string metadata) =>
        JsonNode.Parse(File.ReadAllText(metadata))!.AsArray().Select(function => (string)function!["name"]!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> DeclaredFunctions()
    {
        var names = Repository.FindFiles(".cs", "functions").Select(Repository.Read)
            .SelectMany(text => Constant().Matches(text)).DistinctBy(match => match.Groups["name"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        return Repository.FindFiles(".cs", "functions").Select(Repository.Read)
            .SelectMany(text => Function().Matches(text))
            .Select(match => match.Groups["text"].Success ? match.Groups["text"].Value : names[match.Groups["constant"].Value])
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\[Function\((?:""(?<text>[^""]+)""|(?:\w+\.)?(?<constant>\w+))\)\]")]
    private static partial Regex Function();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<value>[^""]+)""")]
    private static partial Regex Constant();
}
