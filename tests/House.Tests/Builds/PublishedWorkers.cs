namespace SegFunctions.House.Tests.Builds;

/// <summary>The worker published from one checkout, for each runtime after the other.</summary>
public sealed class PublishedWorkers : IAsyncLifetime
{
    private SourceCopy? _copy;

    public async ValueTask InitializeAsync() => _copy = await SourceCopy.OfAsync("inference-container");

    /// <returns>The folder of what is published.</returns>
    /// <param name="runtime">As <c>InferenceRuntime</c> names it.</param>
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
