using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>Between the folders of a project arrows point one way: what a folder uses does not use the folder. A folder is a namespace.</summary>
public sealed partial class FolderArrowTests
{
    [Theory]
    [InlineData("functions", "SegFunctions")]
    [InlineData("inference-container/Inference", "SegFunctions.Inference")]
    [InlineData("inference-container/Models", "SegFunctions.Models")]
    [InlineData("inference-container/Worker", "SegFunctions.Worker")]
    [InlineData("local", "SegFunctions.Local")]
    [InlineData("emulators/DurableTask.Sqlite", "DurableTask.Sqlite")]
    [InlineData("emulators/FunctionsHost", "Emulators.FunctionsHost")]
    [InlineData("emulators/ServiceBus", "Emulators.ServiceBus")]
    public void No_two_folders_know_each_other(string project, string rootNamespace)
    {
        var arrows = Repository.FindFiles(".cs", project).SelectMany(file => ArrowsOf(file, project, rootNamespace)).ToHashSet();

        Assert.NotEmpty(arrows);
        Assert.Empty(arrows.Where(arrow => arrows.Contains((arrow.To, arrow.From))).Select(arrow => $"{arrow.From} -> {arrow.To}"));
    }

    /// <summary>Every API's folder is known to nobody but the root.</summary>
    [Fact]
    public void Nothing_below_knows_the_apis()
    {
        var arrows = Repository.FindFiles(".cs", "functions").SelectMany(file => ArrowsOf(file, "functions", "SegFunctions"));

        Assert.Empty(arrows.Where(arrow => arrow.To == "Apis").Select(arrow => arrow.From));
    }

    /// <summary>A vendor is one folder and one line of registration: whoever knows more of it makes the next one harder to add.</summary>
    [Fact]
    public void A_vendors_folder_is_known_to_nobody_but_its_line_of_registration()
    {
        string[] notVendors = ["Mcp", "Middleware", "OpenApi", "Own", "Playground"];
        var vendors = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "functions/Apis")).Select(folder => Path.GetFileName(folder)!).Except(notVendors).ToList();

        Assert.NotEmpty(vendors);
        foreach (var vendor in vendors)
        {
            var outside = Repository.FindFiles(".cs", "functions").Where(file => !file.StartsWith($"functions/Apis/{vendor}/", StringComparison.Ordinal)).ToList();
            var mentions = outside.SelectMany(file => Repository.Read(file).Split('\n').Where(line => line.Contains(vendor, StringComparison.Ordinal)).Select(line => $"{file}: {line.Trim()}"));

            Assert.Equal($"functions/Program.cs: using SegFunctions.Apis.{vendor};", mentions.First());
            // The surface alone, or what the folder says it needs beside it.
            Assert.Contains(
                Assert.Single(mentions.Skip(1)), (string[])[$"functions/Program.cs: .AddSingleton<IApiSurface, {vendor}Surface>()", $"functions/Program.cs: .Add{vendor}Api()"]);
        }
    }

    /// <summary>From the first folder below the project to others like it; files at the project's root compose, and may know all.</summary>
    private static IEnumerable<(string From, string To)> ArrowsOf(string file, string project, string rootNamespace)
    {
        var parts = file[(project.Length + 1)..].Split('/');
        return parts.Length == 1 ? [] : Used().Matches(Repository.Read(file))
            .Select(use => use.Groups[1].Value)
            .Where(name => name.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
            .Select(name => name[(rootNamespace.Length + 1)..].Split('.')[0])
            .Where(folder => folder != parts[0] && Directory.Exists(Path.Combine(Repository.Root, project, folder)))
            .Select(folder => (parts[0], folder));
    }

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Used();
}
