namespace SegFunctions.House.Tests.Builds;

/// <summary>The worker, published from one checkout for one runtime after another.</summary>
public sealed class PublishedWorkers : IAsyncLifetime
{
    private SourceCopy? _copy;

    public async ValueTask InitializeAsync() => _copy = await SourceCopy.OfAsync("inference-container");

    /// <returns>The folder of the published files.</returns>
    /// <param name="runtime">A value of <c>InferenceRuntime</c>.</param>
    internal async Task<string> PublishAsync(string runtime)
    {
        var folder = _copy!.PathOf($"published-{runtime}");
        var run = await Command.RunAsync(
            "dotnet",
            ["publish", _copy.PathOf("inference-container/Worker"), $"-p:InferenceRuntime={runtime}", "--output", folder],
            TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Output);
        return folder;
    }

    public ValueTask DisposeAsync()
    {
        _copy?.Dispose();
        return ValueTask.CompletedTask;
    }
}
