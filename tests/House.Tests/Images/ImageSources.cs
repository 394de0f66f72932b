using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests.Images;

/// <summary>What a Dockerfile takes from the repository: its <c>COPY</c> lines, and what its ignore file lets through.</summary>
internal sealed partial class ImageSources
{
    public ImageSources(string dockerfile)
    {
        var text = Repository.Read(dockerfile);
        Project = Repository.FindFiles(".csproj", Publish().Match(text).Groups["folder"].Value).Single();
        Copied = [.. Copy().Matches(text).SelectMany(match => match.Groups["sources"].Value.Split(' ')).Select(path => path.TrimEnd('/'))];
        LetThrough = [.. Repository.Read(dockerfile + ".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..])];
    }

    /// <summary>The project that is published.</summary>
    public string Project { get; }

    public IReadOnlyList<string> Copied { get; }

    public IReadOnlyList<string> LetThrough { get; }

    [GeneratedRegex(@"^RUN dotnet publish (?<folder>\S+)", RegexOptions.Multiline)]
    private static partial Regex Publish();

    // Without --from: the output of another stage is not a source.
    [GeneratedRegex(@"^COPY (?<sources>(?!--).+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copy();
}
