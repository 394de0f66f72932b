using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Queues;

namespace SegFunctions.Tests.Queues;

public sealed class QueueMessagesTests
{
    private static readonly InferenceUpdate Update =
        new(Specs.JobId.ToString(), 1, 0, InferenceState.Failed, Error: new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated."));

    [Fact]
    public void An_update_is_read() => Assert.Equal(Update, Read(Update));

    [Fact]
    public void A_long_reason_is_cut() =>
        Assert.Equal(
            JobError.MaxMessageLength,
            Read(Update with { Error = new InferenceError(InferenceErrorCode.InputCorrupt, new string('x', 100_000)) })?.Error?.Message.Length);

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e309")]
    public void A_duration_without_bounds_is_dropped(string duration) => Assert.Null(QueueMessages.TryReadUpdate(ServiceBusModelFactory.ServiceBusReceivedMessage(
        BinaryData.FromString($$"""{"jobId":"{{Specs.JobId}}","item":0,"attempt":0,"state":"started","workedMilliseconds":{{duration}}}""")))!.WorkedMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"jobId":"x","item":0,"attempt":0,"state":"started"}""")]
    [InlineData("""{"jobId":"job-00000000000","item":0,"attempt":0,"state":"dancing"}""")]
    public void What_is_no_update_is_not_read(string body)
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString(body));

        Assert.Null(QueueMessages.TryReadUpdate(message));
        Assert.Null(QueueMessages.TryReadRequest(message));
    }

    private static InferenceUpdate? Read(InferenceUpdate update) => QueueMessages.TryReadUpdate(
        ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromObjectAsJson(update, ContractJson.Options)));
}
