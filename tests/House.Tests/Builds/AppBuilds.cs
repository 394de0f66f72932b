namespace SegFunctions.House.Tests.Builds;

/// <summary>The functions app, built in one checkout by one kind of build after another, and published.</summary>
public sealed class AppBuilds : IAsyncLifetime
{
    private static readonly string[] CoreTools = ["build", "--output", "bin/output"];

    private SourceCopy? _copy;

    /// <summary>The output of Core Tools' command with the machine's own package sources.</summary>
    internal (int ExitCode, string Output) Unaided { get; private set; }

    internal string Local => PathOf("functions/bin/Debug/net10.0");

    internal string ForCoreTools => PathOf("functions/bin/output");

    internal string Published => PathOf("published");

    internal string HostProject => PathOf("functions/obj-azure/Debug/net10.0/WorkerExtensions/WorkerExtensions.csproj");

    public async ValueTask InitializeAsync()
    {
        _copy = await SourceCopy.OfAsync("functions", "extensions", "inference-container/Connections", "inference-container/Contract");
        Unaided = await Command.RunAsync("dotnet", CoreTools, TestContext.Current.CancellationToken, PathOf("functions"));

        // What the solution's build made from packages: the same files, if they have the same versions and are still up to date.
        _copy.Take("obj/ready-to-run");
        var environment = await EmptyPackages.OfferAsync(PathOf(""), HostExtensions.Named);
        await SucceedAsync(environment, "build");
        await SucceedAsync(environment, CoreTools);
        // Now each kind has followed another one.
        await SucceedAsync(environment, "build");
        await SucceedAsync(environment, "publish", "--output", Published);
    }

    public ValueTask DisposeAsync()
    {
        _copy?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string PathOf(string path) => _copy!.PathOf(path);

    private async Task SucceedAsync(IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var run = await Command.RunAsync("dotnet", command, TestContext.Current.CancellationToken, PathOf("functions"), environment);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
