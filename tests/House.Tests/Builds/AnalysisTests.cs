namespace SegFunctions.House.Tests.Builds;

/// <summary>Analyzers run on everything the solution builds, whatever was built without them before.</summary>
public sealed class AnalysisTests
{
    private const string Project = "inference-container/Contract";
    private const string AsInTheSolution = "-p:SolutionPath=SegFunctions.sln";
    private const string BannedSymbol = "RS0030";

    [Fact]
    public async Task A_project_by_itself_is_only_compiled_and_judged_in_the_solution()
    {
        using var copy = await SourceCopy.OfAsync(Project);
        var fault = copy.PathOf($"{Project}/Clock.cs");
        await File.WriteAllTextAsync(fault, "namespace SegFunctions;\n\ninternal static class Clock\n{\n    public static System.DateTime Now => System.DateTime.UtcNow;\n}\n", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await BuildAsync(copy)).ExitCode);
        var judged = await BuildAsync(copy, AsInTheSolution);
        Assert.NotEqual(0, judged.ExitCode);
        Assert.Contains(BannedSymbol, judged.Output, StringComparison.Ordinal);

        File.Delete(fault);
        Assert.Equal(0, (await BuildAsync(copy, AsInTheSolution)).ExitCode);
        var built = BuiltAt(copy);
        Assert.Equal(0, (await BuildAsync(copy)).ExitCode);
        Assert.Equal(built, BuiltAt(copy));
    }

    private static Task<(int ExitCode, string Output)> BuildAsync(SourceCopy copy, params string[] properties) =>
        Command.RunAsync("dotnet", ["build", .. properties], TestContext.Current.CancellationToken, copy.PathOf(Project));

    private static DateTime BuiltAt(SourceCopy copy) => File.GetLastWriteTimeUtc(Directory.GetFiles(copy.PathOf($"{Project}/obj"), "SegFunctions.Contract.dll", SearchOption.AllDirectories)
        .Single(path => !path.Contains("/ref", StringComparison.Ordinal)));
}
