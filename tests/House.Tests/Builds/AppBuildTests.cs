using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SegFunctions.House.Tests.Builds;

/// <summary>The app is the same however it is built; only what a Functions host reads in addition is in some builds and not in others.</summary>
public sealed partial class AppBuildTests(AppBuilds builds) : IClassFixture<AppBuilds>
{
    /// <summary>Patterns for the package, for every version from the wanted one on, and for just the wanted version, where NuGet would otherwise take the next.</summary>
    private static readonly string[] PackageIsMissing = ["NU1101", "NU1102", "NU1603"];

    private static readonly string[] ForTheHost = [".azurefunctions", "extensions.json", "functions.metadata", "worker.config.json"];

    /// <summary>For registries that lack one of the host's packages; where they have them, the build succeeds.</summary>
    [Fact]
    public void Nothing_but_a_missing_package_stops_a_build_for_Azure()
    {
        var codes = ErrorCode().Matches(builds.Unaided.Output).Select(match => match.Groups["code"].Value).Distinct().ToList();

        Assert.Empty(codes.Except(PackageIsMissing));
        Assert.True(builds.Unaided.ExitCode == 0 || codes.Count > 0, builds.Unaided.Output);
    }

    [Fact]
    public void The_host_is_told_to_load_every_extension()
    {
        var packages = XDocument.Load(builds.HostProject).Descendants("PackageReference")
            .Select(package => ((string)package.Attribute("Include")!, (string)package.Attribute("Version")!))
            .Where(package => package.Item1.StartsWith("Microsoft.Azure.WebJobs.Extensions.", StringComparison.Ordinal));

        // Microsoft's own worker package names the first one.
        Assert.Equal(
            [("Microsoft.Azure.WebJobs.Extensions.DurableTask", "3.18.0"), .. HostExtensions.Named.Select(named => (named.Key, named.Value)).Order()],
            packages.Order());
        Assert.Equal(
            ["Microsoft.Azure.WebJobs.Extensions.DurableTask.AzureManaged", "Microsoft.Azure.WebJobs.Extensions.ServiceBus"],
            HostExtensions.Named.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_local_build_has_nothing_for_a_real_host_also_after_one_for_Azure() =>
        Assert.Empty(ForTheHost.Intersect(FilesIn(builds.Local).Select(FirstPart)));

    [Fact]
    public void A_build_for_Core_Tools_has_all_that_a_real_host_reads_also_after_a_local_one() =>
        Assert.Equal(ForTheHost, ForTheHost.Intersect(FilesIn(builds.ForCoreTools).Select(FirstPart)));

    [Fact]
    public void What_is_published_is_what_runs_locally_and_what_a_host_reads()
    {
        var local = FilesIn(builds.Local).Where(file => !IsForeign(file)).ToList();
        var published = FilesIn(builds.Published).Where(file => !IsForeign(file)).ToList();

        Assert.Empty(local.Except(published));
        Assert.Equal(ForTheHost, published.Except(local).Select(FirstPart).Distinct().Order(StringComparer.Ordinal));
        // The first one lists each assembly with its version and its file version.
        Assert.All(["SegFunctions.deps.json", "host.json"], file => Assert.Equal(
            File.ReadAllText(Path.Combine(builds.Local, file)), File.ReadAllText(Path.Combine(builds.Published, file))));
    }

    [Fact]
    public void A_host_finds_every_function_in_what_is_published()
    {
        var found = JsonNode.Parse(File.ReadAllText(Path.Combine(builds.Published, "functions.metadata")))!
            .AsArray().Select(function => (string)function!["name"]!);

        Assert.Equal(DeclaredFunctions(), found.Order(StringComparer.Ordinal));
    }

    private static List<string> FilesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];

    /// <summary>Libraries of other systems, most of which a local build leaves out.</summary>
    private static bool IsForeign(string file) => file.StartsWith("runtimes/", StringComparison.Ordinal) && !file.StartsWith("runtimes/linux-x64/", StringComparison.Ordinal);

    private static string FirstPart(string path) => path.Split('/')[0];

    private static IEnumerable<string> DeclaredFunctions()
    {
        // A file's own constant takes precedence over another file's constant of the same name.
        var sources = Repository.FindFiles(".cs", "functions").Select(Repository.Read).ToList();
        var names = sources.SelectMany(ConstantsOf).DistinctBy(constant => constant.Key).ToDictionary();
        return sources.SelectMany(text => Function().Matches(text).Select(match => match.Groups["text"] is { Success: true } name ? name.Value
                : ConstantsOf(text).GetValueOrDefault(match.Groups["constant"].Value) ?? names[match.Groups["constant"].Value]))
            .Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, string> ConstantsOf(string text) =>
        Constant().Matches(text).DistinctBy(match => match.Groups["name"].Value).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    [GeneratedRegex(@"\berror (?<code>[A-Z]+\d+)")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"\[Function\((?:""(?<text>[^""]+)""|(?:\w+\.)?(?<constant>\w+))\)\]")]
    private static partial Regex Function();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<value>[^""]+)""")]
    private static partial Regex Constant();
}
