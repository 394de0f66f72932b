using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class StartDeliveriesActivityTests(Azurite azurite)
{
    private static readonly WebhookMessage Message = new("acct", Specs.JobId.ToString(), WebhookEvents.JobCompleted, 2, Specs.Now, JobStatus.Completed, 1);

    private static readonly StartDeliveriesInput Input = new(
        Message, [new Subscription(Subscription.Own, WebhookEvents.JobCompleted), new Subscription("ep_1", WebhookEvents.JobCompleted, "dialect", DeliveryPlan.ThreeTries)], null, "after");

    private StartDeliveriesActivity Activity => new(new DeliveryRemoval(
        new DeliveryTable(azurite.Tables, SecretKeys.CipherOf("key")), new JobPresence(new JobTable(azurite.Tables), TimeProvider.System), TimeProvider.System));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_receiver_has_a_delivery_of_its_own_and_only_one_however_often_it_is_started()
    {
        await using var durable = new ScriptedDurableClient();
        durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running);
        await Activity.RunAsync(Input, durable, Token);
        await Activity.RunAsync(Input, durable, Token);

        var own = DeliveryKey.Of(Message, Subscription.Own);
        Assert.Equal([own.InstanceIdOf(0), (own with { Receiver = "ep_1" }).InstanceIdOf(0)], durable.Instances.Keys.Skip(1));
        var input = durable.Instances[(own with { Receiver = "ep_1" }).InstanceIdOf(0)].ReadInputAs<DeliveryInput>()!;
        Assert.Equal(("dialect", DeliveryPlan.ThreeTries, "after"), (input.Dialect, input.Plan, input.After));
    }

    [Fact]
    public async Task Of_a_job_that_is_deleted_meanwhile_nobody_is_told()
    {
        await using var durable = new ScriptedDurableClient();
        await Activity.RunAsync(Input, durable, Token);

        Assert.Empty(durable.Instances);
        Assert.Equal(2, durable.Purged.Count);
    }

    [Fact]
    public async Task What_cannot_be_started_is_tried_again()
    {
        await using var durable = new ScriptedDurableClient { Failure = new TimeoutException() };

        await Assert.ThrowsAsync<TimeoutException>(() => Activity.RunAsync(Input, durable, Token));
    }
}
