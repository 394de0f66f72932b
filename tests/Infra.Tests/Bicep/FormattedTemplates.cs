using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>The templates as the compiler formats them: all by one call, since each call takes it a second.</summary>
public sealed class FormattedTemplates : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bicep-");

    public static IReadOnlyList<string> Files { get; } = [.. Repository.FindFiles(".bicep", "infra")];

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Path.Combine(Repository.Root, file), PathOf(file));
        }

        var run = await BicepCompiler.RunAsync(TestContext.Current.CancellationToken, "format", "--pattern", PathOf("**/*.bicep"));
        Assert.True(run.ExitCode == 0, run.Output);
    }

    internal string Read(string file) => File.ReadAllText(PathOf(file));

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
