using System.Runtime.CompilerServices;

namespace DurableTask.Sqlite.Tests.Readme;

public sealed class SampleTests
{
    private static readonly string Folder = Path.GetDirectoryName(ThisFile())!;

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    [Fact]
    public async Task Runs_as_it_stands_in_the_README()
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Folder, "../../../emulators/DurableTask.Sqlite/README.md"), TestContext.Current.CancellationToken);
        var source = await File.ReadAllTextAsync(Path.Combine(Folder, "Sample.cs"), TestContext.Current.CancellationToken);
        var printed = readme.Split("```csharp")[1].Split("```")[0].Replace("\"hub.db\"", "path", StringComparison.Ordinal);

        Assert.Equal(10, Lines(printed).Count());
        Assert.Contains(string.Join('\n', Lines(printed)), string.Join('\n', Lines(source)), StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("durabletask-sqlite-");
        await Sample.RunAsync(Path.Combine(folder.FullName, "hub.db"));
        folder.Delete(recursive: true);
    }
}
