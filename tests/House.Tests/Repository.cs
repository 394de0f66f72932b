using System.Runtime.CompilerServices;

namespace SegFunctions.House.Tests;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "obj-azure", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files with one extension below a folder of the repository, without build output; paths are relative to the root, with <c>/</c>.</summary>
    public static IReadOnlyList<string> FindFiles(string extension, string below = "") =>
        [.. Walk(Path.Combine(Root, below))
            .Where(path => path.EndsWith(extension, StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !Path.GetFileName(child).StartsWith('.') && !Built.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
