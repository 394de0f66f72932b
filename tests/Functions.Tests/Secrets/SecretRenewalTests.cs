using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using SegFunctions.Jobs;
using SegFunctions.Secrets;
using SegFunctions.Tests.Hosting;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Tests.Secrets;

/// <summary>This class has its own keys, so that other tests' rows in the same tables stay unchanged.</summary>
public sealed class SecretRenewalTests(Azurite azurite)
{
    private static readonly SecretCipher Old = SecretKeys.CipherOf("renewal, old");
    private static readonly SecretCipher Both = SecretKeys.CipherOf("renewal, new", "renewal, old");
    private static readonly SecretCipher New = SecretKeys.CipherOf("renewal, new");
    private static readonly Receiver Receiver = new("https://example.com/", WebhookSecret.Draw(), SigningKey.Draw());

    private readonly string _account = Azurite.DrawAccount();
    private readonly string _endpoint = WebhookEndpoint.DrawId();

    private SecretReference Reference => SecretReference.OfJob(_account, Specs.JobId);

    private DeliveryKey Key => new(_account, Specs.JobId.ToString(), 1, Subscription.Own);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_put_under_the_first_key_and_opens_without_the_other_one_then()
    {
        await WriteAsync(Old);
        await RunAsync(Both);

        Assert.Equal("s3cret", (await new SecretStore(azurite.Tables, New).FindAsync(Reference, Token))?.ToString());
        Assert.Equal(Receiver.Secret, (await new EndpointTable(azurite.Tables, New).FindAsync(_account, _endpoint, Token))?.Receiver.Secret);
        var delivery = (await new DeliveryTable(azurite.Tables, New).FindAsync(Key, Token))?.Delivery;
        Assert.Equal(("body", "thanks"), (delivery?.Body.ToString(), delivery?.Attempts.Single().Answer));
    }

    [Fact]
    public async Task What_is_under_the_first_key_is_not_written_and_neither_is_anything_while_there_is_only_one()
    {
        await WriteAsync(Old);
        await RunAsync(Old);
        Assert.Null(await new SecretStore(azurite.Tables, New).FindAsync(Reference, Token));
        await RunAsync(Both);
        var before = await ReadTagsAsync();
        await RunAsync(Both);

        Assert.Equal(before, await ReadTagsAsync());
    }

    /// <summary>Nobody has to wait for the hourly run.</summary>
    [Fact]
    public async Task What_is_written_next_is_put_under_the_first_key()
    {
        await WriteAsync(Old);
        await new EndpointTable(azurite.Tables, Both).ChangeAsync(_account, _endpoint, endpoint => endpoint with { Name = "changed" }, Token);
        var deliveries = new DeliveryTable(azurite.Tables, Both);
        var stored = (await deliveries.FindAsync(Key, Token))!;
        Assert.True(await deliveries.TryUpdateAsync(stored.Delivery with { State = DeliveryState.Delivered }, stored.Read, Token));

        Assert.Equal("changed", (await new EndpointTable(azurite.Tables, New).FindAsync(_account, _endpoint, Token))?.Name);
        Assert.Equal(DeliveryState.Delivered, (await new DeliveryTable(azurite.Tables, New).FindAsync(Key, Token))?.Delivery.State);
    }

    private async Task WriteAsync(SecretCipher cipher)
    {
        await new SecretStore(azurite.Tables, cipher).TryAddAsync(Reference, BinaryData.FromString("s3cret"), Token);
        await new EndpointTable(azurite.Tables, cipher).AddAsync(
            new WebhookEndpoint(_account, _endpoint, "", WebhookEvents.JobCompleted, Receiver, Specs.Now), Token);
        var attempt = new DeliveryAttempt(Specs.Now, 500, null, 1, "thanks");
        await new DeliveryTable(azurite.Tables, cipher).TryAddAsync(
            new Delivery(Key, WebhookEvents.JobCompleted, null, DeliveryPlan.Ladder, DeliveryState.Pending, Specs.Now, BinaryData.FromString("body"), [attempt]), Token);
    }

    private Task RunAsync(SecretCipher cipher) => new SecretRenewalFunction(
        [new SecretStore(azurite.Tables, cipher), new EndpointTable(azurite.Tables, cipher), new DeliveryTable(azurite.Tables, cipher)],
        cipher,
        NullLogger<SecretRenewalFunction>.Instance).RunAsync(new TimerInfo(), Token);

    private async Task<IEnumerable<string>> ReadTagsAsync()
    {
        var tags = new List<string>();
        foreach (var (table, row) in ((string, string)[])[("secrets", Reference.Name), ("endpoints", _endpoint), ("deliveries", Key.RowKey)])
        {
            tags.Add((await azurite.Tables.GetTableClient(table).GetEntityAsync<TableEntity>(_account, row, cancellationToken: Token)).Value.ETag.ToString());
        }

        return tags;
    }
}
