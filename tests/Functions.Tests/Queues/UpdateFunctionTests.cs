using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Contract;
using SegFunctions.Queues;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Queues;

public sealed class UpdateFunctionTests : IAsyncDisposable
{
    private static readonly BlobReference Document = new("results", $"acct/{Specs.JobId}/items/0/0/segments.json");

    private static readonly string Job = Specs.JobId.ToString();
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ScriptedDurableClient _durable = new();
    private readonly StorageRequests _requests = new();
    private readonly ResultStore _results;
    private readonly FakeTimeProvider _time = new(Specs.Now);

    public UpdateFunctionTests(Azurite azurite) => _results = new ResultStore(new BlobStore(_requests.WatchBlobs(azurite)));

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

    [Fact]
    public async Task The_results_of_what_may_be_a_jobs_only_picture_are_read_at_once()
    {
        await RunAsync(Message(Succeeded(0)));

        Assert.Contains(_requests.Seen, request => request.EndsWith(Document.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_results_are_read_once_all_are_there()
    {
        await RunAsync(Message(Succeeded(1)));
        await RunAsync(Message(Succeeded(0)), Message(Succeeded(1)));
        await RunAsync(Message(1));
        await RunAsync(Message(Succeeded(0)));
        await _requests.WaitAsync(2, TestContext.Current.CancellationToken);

        // Its document and the list of its folder.
        Assert.Equal(2, _requests.Seen.Count);
    }

    public ValueTask DisposeAsync()
    {
        _results.Dispose();
        return _durable.DisposeAsync();
    }

    private static InferenceUpdate Succeeded(int item) => new(Job, item, 0, InferenceState.Succeeded, Document);

    private static ServiceBusReceivedMessage Message(int delivery) => Message(new InferenceUpdate(Job, 0, 0, InferenceState.Started), delivery);

    private static ServiceBusReceivedMessage Message(InferenceUpdate update, int delivery = 1) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        BinaryData.FromObjectAsJson(update, ContractJson.Options), deliveryCount: delivery);

    private Task RunAsync(params ServiceBusReceivedMessage[] messages) => RunUntilAsync(TestContext.Current.CancellationToken, messages);

    private Task RunUntilAsync(CancellationToken stopping, params ServiceBusReceivedMessage[] messages) =>
        new UpdateFunction(new JobEvents(NullLogger<JobEvents>.Instance), _results, _time, NullLogger<UpdateFunction>.Instance)
            .RunAsync(messages, _durable, stopping);
}
