using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>The diagram of a job's path in <c>docs/architecture.md</c> shows existing folders, and arrows that the code has.</summary>
public sealed partial class WalkTests
{
    private static readonly Dictionary<string, string> Projects = new(StringComparer.Ordinal)
    {
        ["functions"] = "SegFunctions",
        ["inference-container/Worker"] = "SegFunctions.Worker",
        ["inference-container/Inference"] = "SegFunctions.Inference",
    };

    private static readonly string Page = Repository.Read("docs/architecture.md");
    private static readonly Dictionary<string, string> Folders = Box().Matches(Page).ToDictionary(
        match => match.Groups["box"].Value, match => match.Groups["folder"].Value, StringComparer.Ordinal);

    [Fact]
    public void Every_box_is_a_folder()
    {
        Assert.NotEmpty(Folders);
        Assert.All(Folders.Values, folder => Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), folder));
    }

    [Fact]
    public void Every_arrow_within_a_project_is_in_the_code()
    {
        var arrows = Arrow().Matches(Page)
            .Where(match => Folders.ContainsKey(match.Groups["from"].Value) && Folders.ContainsKey(match.Groups["to"].Value))
            .Select(match => (From: Folders[match.Groups["from"].Value], To: Folders[match.Groups["to"].Value]))
            .Where(arrow => ProjectOf(arrow.From) == ProjectOf(arrow.To))
            .ToList();

        Assert.NotEmpty(arrows);
        Assert.All(arrows, arrow => Assert.True(Knows(arrow.From, arrow.To), $"{arrow.From} -> {arrow.To}"));
    }

    [Fact]
    public void Every_place_of_the_table_is_there()
    {
        var places = Place().Matches(Page).Select(match => match.Groups["folder"].Value.Replace("/<vendor>", string.Empty, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.True(Directory.Exists(Path.Combine(Repository.Root, place)), place));
    }

    private static string ProjectOf(string folder) => Projects.Keys.Single(project => folder.StartsWith(project + "/", StringComparison.Ordinal));

    private static bool Knows(string from, string to)
    {
        var project = ProjectOf(from);
        var used = $"using {Projects[project]}.{to[(project.Length + 1)..]}";
        return Repository.FindFiles(".cs", from).Any(file => Repository.Read(file).Contains(used, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^\s+(?<box>\w+)\["(?<folder>[\w/-]+)"\]""", RegexOptions.Multiline)]
    private static partial Regex Box();

    [GeneratedRegex("""^\s+(?<from>\w+) (?:-- "[^"]*" )?--> (?<to>\w+)\s*$""", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"\| `(?<folder>(?:functions|inference-container)/[^`]+)` \|")]
    private static partial Regex Place();
}
