using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Compatibility.Tests.Webhooks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>A job with a clip and a file that is not a video, with every film, watched until it ended.</summary>
public sealed class FinishedVideo(SharedStack stack) : IAsyncLifetime
{
    private const int MaxFrames = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    internal string JobId { get; private set; } = "";

    internal IReadOnlyList<string> Tasks { get; private set; } = [];

    /// <summary>The clip's bytes.</summary>
    internal byte[] Clip { get; private set; } = [];

    /// <summary>Every response to GET, in order.</summary>
    internal List<Answer> States { get; } = [];

    internal JobFiles Files { get; private set; } = null!;

    /// <summary>What the job's receiver was sent.</summary>
    internal IReadOnlyList<HeardMessage> Messages { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Clip = await TestClip.MakeAsync(seconds: 1.5);
        Tasks = [await stack.Api.UploadAsync(Clip, "video/mp4", default), await stack.Api.UploadAsync(BadPictures.Text, "video/mp4", default)];
        await using var receiver = await TestReceiver.StartAsync();
        var wanted = new
        {
            prompts = (string[])["boat", "unicorn"],
            fps = 5,
            maxFrames = MaxFrames,
            scoreThreshold = 0.1,
            generatePreview = true,
            outputs = (string[])["cutout", "mask"],
            webhook = new { url = receiver.Url, events = (string[])["item.completed", "item.failed", "job.completed", "job.failed"] },
        };
        JobId = await stack.Api.CreateVideoJobAsync(Tasks, wanted, default);
        await stack.Api.WaitAsync(JobId, Patience, States.Add, default);
        Messages = await receiver.HearAsync(count: 3, default);
        Files = await JobFiles.FetchAsync(stack.Api, JobId, default);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
