using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Worker.Requests;

namespace SegFunctions.Worker.Tests.Requests;

public sealed class UpdateSenderTests
{
    [Fact]
    public async Task An_update_is_sent_under_an_id_by_which_the_queue_drops_its_repetition()
    {
        var updates = new UpdatesInMemory();
        await using var sender = new UpdateSender(updates);
        var update = new InferenceUpdate("job-1", 2, 1, InferenceState.Succeeded, new BlobReference("results", "a/items/2/1/segments.json"));
        await sender.SendAsync(update, TestContext.Current.CancellationToken);

        var message = Assert.Single(updates.Messages);
        Assert.Equal(("job-1:2:1:Succeeded", "job-1", "application/json"), (message.MessageId, message.CorrelationId, message.ContentType));
        Assert.Equal(update, Assert.Single(updates.Sent));
    }

    [Fact]
    public async Task A_videos_steps_have_ids_of_their_own()
    {
        var updates = new UpdatesInMemory();
        await using var sender = new UpdateSender(updates);
        foreach (var step in (string[])["probe", "segment-0", "segment-1"])
        {
            await sender.SendAsync(new InferenceUpdate("job-1", 0, 0, InferenceState.Succeeded, Video: new VideoUpdate(step)), TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, updates.Messages.Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task It_is_sent_to_the_queue_of_updates()
    {
        var updates = new UpdatesInMemory();
        await using var sender = new UpdateSender(updates);

        Assert.Equal([QueueNames.Updates], updates.Queues);
    }
}
