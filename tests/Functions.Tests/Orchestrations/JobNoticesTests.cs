using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>What a job notifies whom of, seen from its orchestration.</summary>
public sealed class JobNoticesTests
{
    private const WebhookEvents Items = WebhookEvents.ItemCompleted | WebhookEvents.ItemFailed;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_job_tells_of_its_start_and_of_its_end()
    {
        var (context, job) = Start(1, new Subscription(Subscription.Own, WebhookEventNames.Default));
        Assert.Empty(Starts(context));
        Raise(context, Update(0, InferenceState.Started));
        Assert.Equal([WebhookEvents.JobStarted], Told(context).Select(message => message.Event));
        Raise(context, Update(0, InferenceState.Succeeded));
        await job;

        Assert.Equal([(WebhookEvents.JobStarted, 1, JobStatus.Running), (WebhookEvents.JobCompleted, 3, JobStatus.Completed)], Facts(context));
    }

    [Fact]
    public async Task Those_who_hear_of_the_end_wait_until_the_job_has_ended_and_no_others()
    {
        var (context, job) = Start(1, new Subscription(Subscription.Own, WebhookEventNames.Default));
        Raise(context, Update(0, InferenceState.Succeeded));
        await job;

        Assert.Equal([null, Specs.JobId.ToString()], Starts(context).Select(start => start.After));
    }

    [Fact]
    public async Task A_job_does_not_fail_with_its_messages()
    {
        var (context, job) = Start(1, new Subscription(Subscription.Own, WebhookEventNames.Default));
        var answer = context.Activity;
        context.Activity = (name, input) => input is StartDeliveriesInput
            ? throw new TaskFailedException(name, 0, TaskFailureDetails.FromException(new TimeoutException("Away.")))
            : answer(name, input);
        Raise(context, Update(0, InferenceState.Succeeded));

        Assert.Equal(JobStatus.Completed, (await job).Status);
    }

    [Fact]
    public async Task Failure_and_cancel_have_events_of_their_own()
    {
        var (failing, failed) = Start(1, new Subscription(Subscription.Own, WebhookEventNames.Default));
        Raise(failing, Update(0, InferenceState.Failed) with { Error = new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated.") });
        await failed;
        var (canceling, canceled) = Start(1, new Subscription(Subscription.Own, WebhookEventNames.Default));
        canceling.Raise(EventNames.Cancel, null);
        await canceled;

        Assert.Equal([(WebhookEvents.JobStarted, 1, JobStatus.Running), (WebhookEvents.JobFailed, 3, JobStatus.Failed)], Facts(failing));
        Assert.Equal(JobErrorCode.InputCorrupt, Told(failing).Last().Error!.Code);
        Assert.Equal([(WebhookEvents.JobCanceled, 1, JobStatus.Canceled)], Facts(canceling));
    }

    [Fact]
    public async Task Each_subscriber_hears_what_it_asked_for_under_one_number()
    {
        var (context, job) = Start(
            1, new Subscription(Subscription.Own, WebhookEvents.JobStarted | WebhookEvents.JobCompleted), new Subscription("ep_1", WebhookEvents.JobCompleted, "dialect", DeliveryPlan.ThreeTries));
        Raise(context, Update(0, InferenceState.Started), Update(0, InferenceState.Succeeded));
        await job;

        Assert.Equal(
            [("job", 1L), ("job", 3L), ("ep_1", 3L)],
            Starts(context).SelectMany(start => start.Subscriptions.Select(subscription => (subscription.Receiver, start.Message.Sequence))));
        Assert.Equal(new Subscription("ep_1", WebhookEvents.JobCompleted, "dialect", DeliveryPlan.ThreeTries), Starts(context).Last().Subscriptions[1]);
    }

    [Fact]
    public void Items_are_told_together_at_most_every_half_second()
    {
        var (context, _) = Start(6, new Subscription(Subscription.Own, Items));
        Raise(context, Update(0, InferenceState.Succeeded));
        Raise(context, Update(1, InferenceState.Succeeded), Update(2, InferenceState.Failed));
        Raise(context, Update(3, InferenceState.Succeeded));
        Assert.Single(Starts(context));
        context.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Single(Starts(context));
        context.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, Starts(context).Count());
        context.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(
            ["item.completed task0", "item.completed task1 task3", "item.failed task2"],
            Told(context).Select(message => $"{WebhookEventNames.ToWord(message.Event)} {string.Join(' ', message.Items!.Select(item => item.Name))}"));
    }

    [Fact]
    public async Task What_is_left_of_items_at_the_end_is_told_before_it_and_holds_nothing_up()
    {
        var (context, job) = Start(3, new Subscription(Subscription.Own, Items | WebhookEvents.JobCompleted));
        Raise(context, Update(0, InferenceState.Succeeded));
        Raise(context, Update(1, InferenceState.Succeeded), Update(2, InferenceState.Failed));
        await job;

        var now = new DateTimeOffset(context.Now);
        Assert.Equal(
            [(WebhookEvents.ItemCompleted, null), (WebhookEvents.ItemCompleted, now.AddMilliseconds(500)), (WebhookEvents.ItemFailed, now.AddMilliseconds(1000)), (WebhookEvents.JobCompleted, null)],
            Starts(context).Select(start => (start.Message.Event, start.NotBefore)));
    }

    [Fact]
    public async Task Without_subscribers_nothing_is_started_and_no_timer_is_set()
    {
        var (context, job) = Start(2);
        Raise(context, Update(0, InferenceState.Succeeded));
        Assert.Equal(1, context.OpenTimers);
        Raise(context, Update(1, InferenceState.Succeeded));
        await job;

        Assert.Empty(Starts(context));
    }

    [Fact]
    public async Task Events_are_numbered_alike_whoever_hears_of_them()
    {
        string[] statuses = [];
        foreach (var subscriptions in (Subscription[][])[[], [new("ep_1", WebhookEvents.JobCompleted)], [new(Subscription.Own, Items)]])
        {
            var (context, job) = Start(2, subscriptions);
            Raise(context, Update(0, InferenceState.Succeeded));
            context.Advance(TimeSpan.FromMilliseconds(500));
            Raise(context, Update(1, InferenceState.Failed));
            await job;
            statuses = [.. statuses, (string)context.CustomStatuses.Last()!];
        }

        Assert.Equal($"sf s0 c0:0 f0:1!{(int)JobErrorCode.InputCorrupt}", Assert.Single(statuses.Distinct()));
    }

    [Fact]
    public async Task Metadata_is_in_every_message()
    {
        var metadata = new Dictionary<string, string> { ["order"] = "7" };
        var (context, job) = Start(1, metadata, new Subscription(Subscription.Own, WebhookEventNames.Default));
        Raise(context, Update(0, InferenceState.Succeeded));
        await job;

        Assert.All(Told(context), message => Assert.Equal(metadata, message.Metadata));
    }

    private static (ScriptedContext Context, Task<JobOutcome> Job) Start(int items, params Subscription[] subscriptions) => Start(items, null, subscriptions);

    private static (ScriptedContext Context, Task<JobOutcome> Job) Start(
        int items, IReadOnlyDictionary<string, string>? metadata, params Subscription[] subscriptions)
    {
        var spec = Specs.Create(items) with { Subscriptions = subscriptions.Length == 0 ? null : subscriptions, Metadata = metadata };
        var context = new ScriptedContext(new JobInput(spec, Deadline, Version: JobInput.CurrentVersion), Specs.JobId.ToString())
        {
            Activity = (name, _) => name == FunctionNames.EndJob ? new JobEnd([], null) : null,
        };
        return (context, JobOrchestrator.RunAsync(context));
    }

    private static void Raise(ScriptedContext context, params InferenceUpdate[] updates) => context.Raise(EventNames.Updates, updates);

    private static InferenceUpdate Update(int item, InferenceState state) => new(
        Specs.JobId.ToString(), item, 0, state, Error: state == InferenceState.Failed ? new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated.") : null);

    private static IEnumerable<StartDeliveriesInput> Starts(ScriptedContext context) => context.CallsOf<StartDeliveriesInput>(WebhookFunctionNames.StartDeliveries);

    private static IEnumerable<WebhookMessage> Told(ScriptedContext context) => Starts(context).Select(start => start.Message);

    private static IEnumerable<(WebhookEvents Event, long Sequence, JobStatus Status)> Facts(ScriptedContext context) =>
        Told(context).Select(message => (message.Event, message.Sequence, message.Status));
}
