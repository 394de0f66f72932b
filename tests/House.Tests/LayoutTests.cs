using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

public sealed partial class LayoutTests
{
    /// <summary>What may be at the root, so that a newcomer sees the whole repository at a glance.</summary>
    private static readonly string[] RootEntries =
    [
        ".ci", ".devcontainer", ".editorconfig", ".github", ".gitignore", "BannedSymbols.txt", "Directory.Build.props", "Directory.Build.targets",
        "Directory.Packages.props", "LICENSE", "README.md", "SegFunctions.sln", "azure.yaml", "docker-compose.yml", "docs", "emulators",
        "extensions", "findings", "functions", "global.json", "host.json", "inference-container", "infra", "local", "tests",
    ];

    [Fact]
    public async Task Nothing_unexpected_stands_at_the_root()
    {
        var tracked = await Command.RunAsync("git", ["ls-files"], TestContext.Current.CancellationToken);
        Assert.Equal(0, tracked.ExitCode);
        var entries = tracked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(path => path.Split('/')[0]).Distinct();

        Assert.Empty(entries.Except(RootEntries));
    }

    [Fact]
    public async Task No_file_over_one_megabyte_is_in_git()
    {
        var tracked = await Command.RunAsync("git", ["ls-files"], TestContext.Current.CancellationToken);
        var large = tracked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(path => new FileInfo(Path.Combine(Repository.Root, path)))
            .Where(file => file.Exists && file.Length > 1 << 20)
            .Select(file => file.Name);

        Assert.Empty(large);
    }

    /// <summary>
    /// <c>dotnet test</c> evaluates projects on every core, and starts what the thread with the first finding has found, in the solution's order, then what the others have. With projects
    /// that hold no tests after each of the long ones, the first is always that first finding, and the second comes soon after it or is the other threads' first.
    /// </summary>
    [Fact]
    public void The_tests_that_take_longest_start_first()
    {
        var projects = Project().Matches(Repository.Read("SegFunctions.sln")).Select(match => match.Groups["name"].Value).ToList();
        var tests = projects.Where(name => name.EndsWith(".Tests", StringComparison.Ordinal)).ToList();

        Assert.Equal(["Compatibility.Tests", "Inference.Tests"], tests.Take(2));
        Assert.All(tests.Take(2).Zip(tests.Skip(1)), pair => Assert.InRange(projects.IndexOf(pair.Second) - projects.IndexOf(pair.First), 4, projects.Count));
    }

    [Fact]
    public void The_README_is_what_a_newcomer_reads() => Assert.InRange(Repository.Read("README.md").AsSpan().Count('\n'), 1, 120);

    [Fact]
    public void Every_page_that_is_named_is_there()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md"));

        Assert.Empty(pages.SelectMany(page => Link().Matches(File.ReadAllText(page))
            .Select(match => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, match.Groups["path"].Value)))
            .Where(path => !Path.Exists(path))));
    }

    [Theory]
    [InlineData("functions/Program.cs", 60)]
    [InlineData("inference-container/Worker/Program.cs", 45)]
    [InlineData("local/Program.cs", 60)]
    public void A_program_is_not_its_Program_file(string path, int lines) =>
        Assert.InRange(Repository.Read(path).AsSpan().Count('\n'), 1, lines);

    /// <summary>`func start` builds only a folder with a single project.</summary>
    [Fact]
    public void The_functions_folder_holds_one_project() =>
        Assert.Equal(["functions/SegFunctions.csproj"], Repository.FindFiles(".csproj", "functions"));

    [GeneratedRegex(@"= ""(?<name>[^""]+)"", ""[^""]+\.csproj""")]
    private static partial Regex Project();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<path>[^)#\s]+)")]
    private static partial Regex Link();
}
