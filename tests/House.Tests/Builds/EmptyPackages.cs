using System.IO.Compression;

namespace SegFunctions.House.Tests.Builds;

/// <summary>
/// Replaces host packages that a registry lacks with empty packages of the same names and versions. This shows that the rest of a publish works, and
/// nothing about those packages.
/// </summary>
internal static class EmptyPackages
{
    /// <summary>Creates a folder of packages, which builds below <paramref name="root"/> use in addition to the machine's own sources.</summary>
    /// <returns>Environment variables for these builds: the empty packages stay out of the machine's own package folder, where they would be
    /// mistaken for the real ones.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> OfferAsync(string root, IReadOnlyDictionary<string, string> packages)
    {
        var feed = Directory.CreateDirectory(Path.Combine(root, "feed")).FullName;
        foreach (var (name, version) in packages)
        {
            await WriteAsync(feed, name, version);
        }

        await File.WriteAllTextAsync(
            Path.Combine(root, "nuget.config"), $"""<configuration><packageSources><add key="empty" value="{feed}" /></packageSources></configuration>""");
        var installed = Directory.CreateDirectory(Path.Combine(root, "packages")).FullName;
        // Links, because the host extensions' build looks into one folder only and ignores fallback folders.
        foreach (var folder in Directory.EnumerateDirectories(await MachineFolderAsync()))
        {
            var name = Path.GetFileName(folder);
            if (!packages.Keys.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Directory.CreateSymbolicLink(Path.Combine(installed, name), folder);
            }
        }

        return new Dictionary<string, string> { ["NUGET_PACKAGES"] = installed };
    }

    private static async Task WriteAsync(string feed, string name, string version)
    {
        await using var package = await ZipFile.OpenAsync(Path.Combine(feed, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        await using var manifest = new StreamWriter(await package.CreateEntry($"{name}.nuspec").OpenAsync());
        await manifest.WriteAsync($"""
            <package>
              <metadata><id>{name}</id><version>{version}</version><authors>nobody</authors><description>Empty.</description></metadata>
            </package>
            """);
    }

    private static async Task<string> MachineFolderAsync()
    {
        const string Label = "global-packages: ";
        var run = await Command.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"], TestContext.Current.CancellationToken);
        Assert.StartsWith(Label, run.Output, StringComparison.Ordinal);
        return run.Output[Label.Length..].Trim();
    }
}
