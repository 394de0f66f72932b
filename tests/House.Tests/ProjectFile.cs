using System.Xml.Linq;

namespace SegFunctions.House.Tests;

/// <summary>A project file, read as XML; paths are relative to the repository's root, with <c>/</c>.</summary>
internal static class ProjectFile
{
    public static XDocument Load(string project) => XDocument.Load(Path.Combine(Repository.Root, project));

    /// <summary>The projects that it references directly.</summary>
    public static IEnumerable<string> ReferencesOf(string project) =>
        Load(project).Descendants("ProjectReference").Select(reference => Resolve(project, (string)reference.Attribute("Include")!));

    /// <summary>The project, its references, their references, and so on.</summary>
    public static IReadOnlySet<string> ClosureOf(string project)
    {
        var found = new HashSet<string> { project };
        for (var open = new Queue<string>(found); open.TryDequeue(out var next);)
        {
            foreach (var reference in ReferencesOf(next).Where(found.Add))
            {
                open.Enqueue(reference);
            }
        }

        return found;
    }

    /// <param name="include">A path as written in the project.</param>
    public static string Resolve(string project, string include) =>
        Path.GetRelativePath(
            Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, include))).Replace('\\', '/');
}
