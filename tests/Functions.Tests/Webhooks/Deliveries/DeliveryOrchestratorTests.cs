using Microsoft.DurableTask;
using SegFunctions.Jobs;
using SegFunctions.Tests.Orchestrations;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class DeliveryOrchestratorTests
{
    private static readonly DeliveryKey Key = new("acct", Specs.JobId.ToString(), 1, Subscription.Own);

    private static readonly WebhookMessage Message =
        new("acct", Specs.JobId.ToString(), WebhookEvents.JobCompleted, 1, Specs.Now, JobStatus.Completed, 1);

    private readonly Queue<AttemptResult> _results = [];

    [Fact]
    public async Task Tries_at_once_and_ends_with_the_first_success()
    {
        var context = Start(Input(), new AttemptResult(AttemptKind.Delivered, null, 0));

        Assert.True(await DeliveryOrchestrator.RunAsync(context));
        Assert.Equal(new AttemptInput(Key, Message, null, DeliveryPlan.Ladder, 0), Assert.Single(Attempts(context)));
    }

    [Fact]
    public async Task Climbs_the_ladder_to_its_end()
    {
        var context = Start(Input(), [.. Enumerable.Repeat(new AttemptResult(AttemptKind.Failed, null, 0), 10)]);
        var run = DeliveryOrchestrator.RunAsync(context);

        string[] ladder = ["00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "14:00:00", "20:00:00", "1.00:00:00"];
        foreach (var pause in ladder.Select(text => TimeSpan.Parse(text, null)))
        {
            Assert.Equal(context.Now + pause, context.Due.Single());
            context.Advance(pause);
        }

        Assert.False(await run);
        Assert.Equal(Enumerable.Range(0, 10), Attempts(context).Select(attempt => attempt.Failed));
    }

    [Fact]
    public async Task Three_tries_are_5_s_apart_whatever_is_answered()
    {
        var result = new AttemptResult(AttemptKind.Failed, TimeSpan.FromHours(1), 0.9);
        var context = Start(Input() with { Plan = DeliveryPlan.ThreeTries }, result, result, result);
        var run = DeliveryOrchestrator.RunAsync(context);
        context.Advance(TimeSpan.FromSeconds(5));
        context.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await run);
        Assert.Equal(3, Attempts(context).Count());
    }

    [Theory]
    [InlineData(3, 0, 5)]
    [InlineData(600, 0, 600)]
    [InlineData(100_000, 0, 86_400)]
    [InlineData(0, 0.5, 5.5)]
    public void Waits_as_long_as_it_was_asked_to_up_to_a_day_and_some_chance_longer(int asked, double spread, double seconds)
    {
        var context = Start(Input(), new AttemptResult(AttemptKind.Failed, TimeSpan.FromSeconds(asked), spread));
        _ = DeliveryOrchestrator.RunAsync(context);

        Assert.Equal(context.Now.AddSeconds(seconds), context.Due.Single());
    }

    [Fact]
    public async Task Ends_when_nobody_is_to_be_told_any_more()
    {
        Assert.False(await DeliveryOrchestrator.RunAsync(Start(Input(), new AttemptResult(AttemptKind.GivenUp, null, 0))));
    }

    [Fact]
    public async Task What_is_postponed_begins_anew_and_counts_as_no_attempt()
    {
        var context = Start(
            Input(), new AttemptResult(AttemptKind.Failed, null, 0), new AttemptResult(AttemptKind.Postponed, TimeSpan.FromMinutes(2), 0));
        var run = DeliveryOrchestrator.RunAsync(context);
        context.Advance(TimeSpan.FromSeconds(5));
        await run;

        Assert.Equal(Input() with { NotBefore = context.Now.AddMinutes(2), Failed = 1 }, context.ContinuedWith);
    }

    [Fact]
    public async Task Waits_until_it_is_due()
    {
        var context = Start(Input() with { NotBefore = Specs.Now.AddSeconds(1) }, new AttemptResult(AttemptKind.Delivered, null, 0));
        var run = DeliveryOrchestrator.RunAsync(context);

        Assert.Empty(Attempts(context));
        context.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await run);
    }

    [Fact]
    public async Task An_outage_of_ours_is_an_attempt_that_failed()
    {
        var context = Start(Input());
        context.Activity = (name, _) => _results.TryDequeue(out var result) ? result : throw new TaskFailedException(name, 0, TaskFailureDetails.FromException(new TimeoutException()));
        _ = DeliveryOrchestrator.RunAsync(context);
        _results.Enqueue(new AttemptResult(AttemptKind.Delivered, null, 0));
        context.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, Attempts(context).Count());
        await Task.CompletedTask;
    }

    private static DeliveryInput Input() => new(Key, Message, null, DeliveryPlan.Ladder);

    private static IEnumerable<AttemptInput> Attempts(ScriptedContext context) => context.CallsOf<AttemptInput>(WebhookFunctionNames.AttemptDelivery);

    private ScriptedContext Start(DeliveryInput input, params AttemptResult[] results)
    {
        foreach (var result in results)
        {
            _results.Enqueue(result);
        }

        return new ScriptedContext(input, "webhook") { Activity = (_, _) => _results.Dequeue() };
    }
}
