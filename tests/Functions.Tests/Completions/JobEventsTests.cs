using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SegFunctions.Completions;
using SegFunctions.Contract;

namespace SegFunctions.Tests.Completions;

public sealed class JobEventsTests : IAsyncDisposable
{
    private static readonly string Job = Specs.JobId.ToString();
    private readonly ScriptedDurableClient durable = new();

    [Fact]
    public async Task Updates_of_a_job_are_one_event()
    {
        await RaiseAsync();

        Assert.Equal(2, Assert.IsType<InferenceUpdate[]>(Assert.Single(durable.Events).Payload).Length);
    }

    [Fact]
    public async Task Updates_for_an_unknown_job_are_dropped()
    {
        durable.Failure = new InvalidOperationException("No such instance.");

        await RaiseAsync();
    }

    [Fact]
    public async Task Updates_for_a_job_that_has_ended_are_dropped()
    {
        durable.Failure = new InvalidOperationException("It has ended.");
        durable.Add(Job, OrchestrationRuntimeStatus.Completed);

        await RaiseAsync();
    }

    [Fact]
    public async Task Updates_that_an_open_job_did_not_get_come_again()
    {
        durable.Failure = new TimeoutException("The backend is down.");
        durable.Add(Job, OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<TimeoutException>(RaiseAsync);
    }

    public ValueTask DisposeAsync() => durable.DisposeAsync();

    private Task RaiseAsync() => new JobEvents(NullLogger<JobEvents>.Instance).RaiseAsync(
        durable,
        Job,
        [new InferenceUpdate(Job, 0, 0, InferenceState.Started), new InferenceUpdate(Job, 1, 0, InferenceState.Started)],
        TestContext.Current.CancellationToken);
}
