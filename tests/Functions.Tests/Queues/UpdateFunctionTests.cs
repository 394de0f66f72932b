using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Contract;
using SegFunctions.Queues;

namespace SegFunctions.Tests.Queues;

public sealed class UpdateFunctionTests : IAsyncDisposable
{
    private static readonly string Job = Specs.JobId.ToString();
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);

    [Fact]
    public async Task Messages_about_one_job_are_one_event_and_what_cannot_be_read_is_done_with()
    {
        await RunAsync(Message(1), ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString("?")), Message(1));

        Assert.Equal(2, Assert.IsType<InferenceUpdate[]>(Assert.Single(_durable.Events).Payload).Length);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 20)]
    [InlineData(10, 20)]
    public async Task What_could_not_be_raised_goes_back_after_a_pause_that_grows(int delivery, int seconds)
    {
        _durable.Failure = new TimeoutException("The backend is down.");
        _durable.Add(Job, OrchestrationRuntimeStatus.Running);

        var run = RunAsync(Message(1), Message(delivery));
        _time.Advance(TimeSpan.FromSeconds(seconds) - Moment);
        Assert.False(run.IsCompleted);

        _time.Advance(Moment);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Same(_durable.Failure, error);
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait()
    {
        _durable.Failure = new TimeoutException("The backend is down.");
        _durable.Add(Job, OrchestrationRuntimeStatus.Running);
        using var stopping = new CancellationTokenSource();

        var run = RunUntilAsync(stopping.Token, Message(1));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private static ServiceBusReceivedMessage Message(int delivery) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        BinaryData.FromObjectAsJson(new InferenceUpdate(Job, 0, 0, InferenceState.Started), ContractJson.Options), deliveryCount: delivery);

    private Task RunAsync(params ServiceBusReceivedMessage[] messages) => RunUntilAsync(TestContext.Current.CancellationToken, messages);

    private Task RunUntilAsync(CancellationToken stopping, params ServiceBusReceivedMessage[] messages) =>
        new UpdateFunction(new JobEvents(NullLogger<JobEvents>.Instance), _time, NullLogger<UpdateFunction>.Instance)
            .RunAsync(messages, _durable, stopping);
}
