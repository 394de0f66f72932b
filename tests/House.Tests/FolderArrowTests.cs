using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>Between a project's folders, dependencies point one way: a folder's dependencies do not depend on it. A folder is a namespace.</summary>
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
        var arrows = ArrowsOf(project, rootNamespace);

        Assert.NotEmpty(arrows);
        Assert.Empty(arrows.Where(arrow => arrows.Contains((arrow.To, arrow.From))).Select(arrow => $"{arrow.From} -> {arrow.To}"));
    }

    /// <summary>Only the project's root may depend on an API's folder.</summary>
    [Fact]
    public void Nothing_below_knows_the_apis()
    {
        var arrows = ArrowsOf("functions", "SegFunctions");

        Assert.Empty(arrows.Where(arrow => arrow.To == "Apis").Select(arrow => arrow.From));
    }

    /// <summary>A vendor is one folder and one line of registration: anything that depends on its details makes the next vendor harder to add.</summary>
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
            // The surface alone, or what the folder declares that it needs in addition.
            Assert.Contains(
                Assert.Single(mentions.Skip(1)), (string[])[$"functions/Program.cs: .AddSingleton<IApiSurface, {vendor}Surface>()", $"functions/Program.cs: .Add{vendor}Api()"]);
        }
    }

    [Fact]
    public void A_name_that_begins_at_a_folder_is_an_arrow_too()
    {
        Assert.Equal(["Jobs", "Webhooks"], NamedFolders("Found(this Log l, Jobs.JobId j, SegFunctions.Webhooks.Deliveries.Fault? f);", "SegFunctions", Types));
        Assert.Empty(NamedFolders("Jobs.Count + job.Jobs.JobId + Other.JobId", "SegFunctions", Types));
    }

    private static Dictionary<string, IReadOnlySet<string>> Types => new() { ["Jobs"] = new HashSet<string> { "JobId" }, ["Webhooks"] = new HashSet<string> { "Fault" } };

    private static HashSet<(string From, string To)> ArrowsOf(string project, string rootNamespace)
    {
        var files = Repository.FindFiles(".cs", project).Select(file => (Folders: file[(project.Length + 1)..].Split('/')[..^1], Text: Repository.Read(file))).ToList();
        // Files at the project's root compose the rest, and may depend on everything.
        var ofFolders = files.Where(file => file.Folders.Length > 0).ToLookup(file => file.Folders[0], file => file.Text);
        var types = ofFolders.ToDictionary(
            folder => folder.Key, IReadOnlySet<string> (folder) => folder.SelectMany(text => Declared().Matches(text)).Select(type => type.Groups[1].Value).ToHashSet());
        return
        [
            .. from folder in ofFolders
               from text in folder
               from to in UsedFolders(text, rootNamespace).Where(types.ContainsKey).Concat(NamedFolders(text, rootNamespace, types))
               where to != folder.Key
               select (folder.Key, to),
        ];
    }

    private static IEnumerable<string> UsedFolders(string text, string rootNamespace) => Used().Matches(text)
        .Select(use => use.Groups[1].Value)
        .Where(name => name.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
        .Select(name => name[(rootNamespace.Length + 1)..].Split('.')[0]);

    /// <summary>Within a namespace, a sibling's type is written <c>Sibling.Type</c>, without a using.</summary>
    /// <param name="types">The types that each folder declares, by the folder's name.</param>
    private static IEnumerable<string> NamedFolders(string text, string rootNamespace, Dictionary<string, IReadOnlySet<string>> types) => Dotted().Matches(text)
        .Select(name => (name.Value.StartsWith(rootNamespace + ".", StringComparison.Ordinal) ? name.Value[(rootNamespace.Length + 1)..] : name.Value).Split('.'))
        .Where(parts => types.TryGetValue(parts[0], out var declared) && parts.Skip(1).Any(declared.Contains))
        .Select(parts => parts[0]);

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"(?<![\w.])\w+(?:\.\w+)+")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) (?:struct |class )?(\w+)")]
    private static partial Regex Declared();
}
