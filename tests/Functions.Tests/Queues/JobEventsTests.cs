using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Queues;

namespace SegFunctions.Tests.Queues;

public sealed class JobEventsTests : IAsyncDisposable
{
    private static readonly string Job = Specs.JobId.ToString();
    private readonly ScriptedDurableClient _durable = new();

    [Fact]
    public async Task Updates_of_a_job_are_one_event()
    {
        await RaiseAsync();

        Assert.Equal(2, Assert.IsType<InferenceUpdate[]>(Assert.Single(_durable.Events).Payload).Length);
    }

    [Fact]
    public void A_videos_update_is_for_its_own_orchestration()
    {
        var picture = new InferenceUpdate(Job, 3, 1, InferenceState.Succeeded);

        Assert.Equal(Job, JobEvents.WaiterOf(picture));
        Assert.Equal($"video-{Job}-3-1", JobEvents.WaiterOf(picture with { Video = new VideoUpdate("join") }));
    }

    [Fact]
    public async Task Updates_for_an_unknown_job_are_dropped()
    {
        _durable.Failure = new InvalidOperationException("No such instance.");

        await RaiseAsync();
    }

    [Fact]
    public async Task Updates_for_a_job_that_has_ended_are_dropped()
    {
        _durable.Failure = new InvalidOperationException("It has ended.");
        _durable.Add(Job, OrchestrationRuntimeStatus.Completed);

        await RaiseAsync();
    }

    [Fact]
    public async Task Updates_that_an_open_job_did_not_get_come_again()
    {
        _durable.Failure = new TimeoutException("The backend is down.");
        _durable.Add(Job, OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<TimeoutException>(RaiseAsync);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task RaiseAsync() => new JobEvents(NullLogger<JobEvents>.Instance).RaiseAsync(
        _durable,
        Job,
        [new InferenceUpdate(Job, 0, 0, InferenceState.Started), new InferenceUpdate(Job, 1, 0, InferenceState.Started)],
        TestContext.Current.CancellationToken);
}
