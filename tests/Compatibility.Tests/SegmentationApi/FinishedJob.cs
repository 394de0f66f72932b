using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>A job of two photos and three words, one of them unknown, watched until it ended.</summary>
public sealed class FinishedJob(SharedStack stack) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static string[] Words { get; } = ["boat", "unicorn", "person"];

    internal StartedJob Job { get; private set; } = null!;

    /// <summary>Every response to GET, in order.</summary>
    internal List<Answer> States { get; } = [];

    internal JobFiles Files { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Job = await stack.Api.StartAsync(2, Words, CancellationToken.None);
        await stack.Api.WaitAsync(Job.JobId, Patience, States.Add, CancellationToken.None);
        Files = await JobFiles.FetchAsync(stack.Api, Job.JobId, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
