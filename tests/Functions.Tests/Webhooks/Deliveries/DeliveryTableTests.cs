using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class DeliveryTableTests(Azurite azurite)
{
    private readonly string _account = Azurite.DrawAccount();
    private readonly DeliveryTable _table = new(azurite.Tables, SecretKeys.CipherOf("key"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_second_sends_what_the_first_one_wrote()
    {
        await _table.GetOrAddAsync(Create(1, "job", "first"), Token);

        Assert.Equal("first", (await _table.GetOrAddAsync(Create(1, "job", "second"), Token))!.Delivery.Body.ToString());
    }

    [Fact]
    public async Task A_change_of_what_was_changed_meanwhile_is_not_made()
    {
        var stored = (await _table.GetOrAddAsync(Create(1, "job", "body"), Token))!;
        Assert.True(await _table.TryUpdateAsync(stored.Delivery with { State = DeliveryState.Failed }, stored.Read, Token));

        Assert.False(await _table.TryUpdateAsync(stored.Delivery with { State = DeliveryState.Delivered }, stored.Read, Token));
        Assert.False(await _table.TryUpdateAsync(Create(2, "job", "body"), stored.Read, Token));
        Assert.Equal(DeliveryState.Failed, (await _table.FindAsync(stored.Delivery.Key, Token))!.Delivery.State);
    }

    [Fact]
    public async Task Lists_by_job_receiver_time_and_from_a_place_on()
    {
        var older = JobId.At(Specs.Now.AddDays(-1), 0);
        foreach (var delivery in (Delivery[])[Create(1, "job", ""), Create(2, "job", ""), Create(2, "ep_1", ""), Create(1, "ep_1", "", older)])
        {
            await _table.GetOrAddAsync(delivery, Token);
        }

        string[] all = [Id(2, "ep_1"), Id(2, "job"), Id(1, "job"), Id(1, "ep_1", older)];
        Assert.Equal(all, await ListAsync(new DeliveryQuery(_account)));
        Assert.Equal(all[..3], await ListAsync(new DeliveryQuery(_account, Job: Specs.JobId)));
        Assert.Equal([all[0], all[3]], await ListAsync(new DeliveryQuery(_account, Receiver: "ep_1")));
        Assert.Equal(all[2..], await ListAsync(new DeliveryQuery(_account, After: new DeliveryKey(_account, Specs.JobId.ToString(), 2, "job"))));
        Assert.Equal([all[3]], await ListAsync(new DeliveryQuery(_account, OlderThan: Specs.JobId)));
        Assert.Equal([all[3]], await ListAsync(new DeliveryQuery(_account, To: Specs.Now)));
        Assert.Equal(all[..3], await ListAsync(new DeliveryQuery(_account, From: Specs.Now, To: Specs.Now.AddSeconds(1))));
        Assert.Empty(await ListAsync(new DeliveryQuery(Azurite.DrawAccount())));
    }

    private string Id(int sequence, string receiver, JobId? job = null) => Create(sequence, receiver, "", job).Key.Id;

    private Delivery Create(int sequence, string receiver, string body, JobId? job = null)
    {
        var id = job ?? Specs.JobId;
        return new Delivery(
            new DeliveryKey(_account, id.ToString(), sequence, receiver), WebhookEvents.JobCompleted, null, DeliveryPlan.Ladder, DeliveryState.Pending,
            job is null ? Specs.Now : id.Created, BinaryData.FromString(body), []);
    }

    private async Task<IEnumerable<string>> ListAsync(DeliveryQuery query) => (await _table.ListAsync(query, Token).ToListAsync(Token)).Select(delivery => delivery.Key.Id);
}
