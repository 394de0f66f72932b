using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests.Images;

/// <summary>An image is built from what its project needs: a reference that is not copied breaks the image's build, which no test runs.</summary>
public sealed partial class ImageSourceTests
{
    private const string Properties = "Directory.Build.props";

    /// <summary>Including the files that the properties name.</summary>
    private static readonly string[] OfEveryBuild =
    [
        ".editorconfig", Properties, "Directory.Build.targets", "Directory.Packages.props", "global.json",
        .. BesideIt().Matches(Repository.Read(Properties)).Select(match => match.Groups["file"].Value),
    ];

    public static TheoryData<string> Dockerfiles { get; } =
        ["functions/Dockerfile", "emulators/ServiceBus/Dockerfile", "inference-container/Dockerfile"];

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Everything_that_the_project_is_built_from_is_copied(string dockerfile)
    {
        var image = new ImageSources(dockerfile);

        Assert.DoesNotContain(NeededBy(image.Project), path => !image.Copied.Any(copied => Covers(copied, path)));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void Nothing_else_is_copied(string dockerfile)
    {
        var image = new ImageSources(dockerfile);
        var needed = NeededBy(image.Project);

        Assert.DoesNotContain(image.Copied, copied => !needed.Any(path => Covers(copied, path)));
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void The_ignore_file_lets_through_what_is_copied(string dockerfile)
    {
        var image = new ImageSources(dockerfile);

        Assert.Equal(image.Copied.Order(StringComparer.Ordinal), image.LetThrough.Order(StringComparer.Ordinal));
    }

    /// <summary>The folders of the project and of everything that it references, and the files that these use from elsewhere.</summary>
    private static List<string> NeededBy(string project)
    {
        var projects = ProjectFile.ClosureOf(project);
        var linked = projects.SelectMany(each => ProjectFile.Load(each).Descendants()
            .Where(item => item.Name.LocalName != "ProjectReference")
            .Select(item => (string?)item.Attribute("Include"))
            .Where(include => include?.StartsWith("../", StringComparison.Ordinal) == true)
            .Select(include => ProjectFile.Resolve(each, include!)));
        return [.. OfEveryBuild, .. projects.Select(each => Path.GetDirectoryName(each)!.Replace('\\', '/')), .. linked];
    }

    [GeneratedRegex(@"Include=""\$\(MSBuildThisFileDirectory\)(?<file>[^""]+)""")]
    private static partial Regex BesideIt();

    private static bool Covers(string copied, string path) => path == copied || path.StartsWith(copied + "/", StringComparison.Ordinal);
}
