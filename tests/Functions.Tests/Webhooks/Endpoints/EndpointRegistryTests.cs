using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Endpoints;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Tests.Webhooks.Endpoints;

public sealed class EndpointRegistryTests
{
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly string _account = Azurite.DrawAccount();
    private readonly EndpointTable _table;
    private readonly AccountLedger _ledger;
    private readonly EndpointRegistry _registry;

    public EndpointRegistryTests(Azurite azurite)
    {
        _table = new EndpointTable(azurite.Tables, SecretKeys.CipherOf("key"));
        _ledger = new AccountLedger(azurite.Tables, Options.Create(new AccountOptions()), _time, Random.Shared);
        _registry = new EndpointRegistry(_table, _ledger, Options.Create(new WebhookOptions { MaxEndpoints = 2 }), _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_jobs_reservation_knows_of_every_endpoint_and_what_it_hears()
    {
        var (first, second) = (await AddAsync(WebhookEvents.JobCompleted), await AddAsync(WebhookEvents.JobFailed | WebhookEvents.ItemFailed));
        var reserved = await _ledger.ReserveAsync(_account, Specs.JobId, 1, default, Token);

        Assert.Equal(
            [new Subscription(first.Id, WebhookEvents.JobCompleted), new Subscription(second.Id, WebhookEvents.JobFailed | WebhookEvents.ItemFailed)],
            reserved.Subscriptions.OrderBy(subscription => subscription.Events));
        Assert.Equal(reserved.Subscriptions, await _ledger.GetSubscriptionsAsync(_account, Token));
    }

    [Fact]
    public async Task What_is_switched_off_or_deleted_is_known_no_more_and_what_is_switched_on_again_is()
    {
        var (first, second) = (await AddAsync(WebhookEvents.JobCompleted), await AddAsync(WebhookEvents.JobCompleted));
        await _registry.ChangeAsync(_account, first.Id, endpoint => endpoint with { Disabled = EndpointDisabled.ByOwner }, Token);
        Assert.True(await _registry.RemoveAsync(_account, second.Id, Token));
        Assert.Empty(await _ledger.GetSubscriptionsAsync(_account, Token));
        await _registry.ChangeAsync(_account, first.Id, endpoint => endpoint with { Disabled = null }, Token);

        Assert.Equal([first.Id], (await _ledger.GetSubscriptionsAsync(_account, Token)).Select(subscription => subscription.Receiver));
        Assert.False(await _registry.RemoveAsync(_account, second.Id, Token));
    }

    [Fact]
    public async Task An_account_has_no_more_than_it_may()
    {
        await AddAsync(WebhookEvents.JobCompleted);
        await AddAsync(WebhookEvents.JobCompleted);

        Assert.False(await _registry.TryAddAsync(Create(WebhookEvents.JobCompleted), Token));
        Assert.Equal(2, (await _table.ListAsync(_account, Token)).Count);
    }

    [Fact]
    public async Task Rotation_keeps_the_old_keys_until_the_overlap_is_over()
    {
        var endpoint = await AddAsync(WebhookEvents.JobCompleted);
        var added = WebhookSecret.Draw();
        var rotated = (await _registry.RotateAsync(_account, endpoint.Id, added, TimeSpan.FromHours(72), Token))!.Receiver;

        Assert.Equal((added, endpoint.Receiver.Secret, endpoint.Receiver.SigningKey), (rotated.Secret, rotated.Retired!.Secret, rotated.Retired.SigningKey));
        Assert.NotEqual(endpoint.Receiver.SigningKey, rotated.SigningKey);
        Assert.Equal(Specs.Now.AddHours(72), rotated.Retired.Until);
        Assert.Null((await _registry.RotateAsync(_account, endpoint.Id, added, TimeSpan.Zero, Token))!.Receiver.Retired);
        Assert.Null(await _registry.RotateAsync(_account, WebhookEndpoint.DrawId(), added, TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Many_changes_at_once_are_all_made()
    {
        var endpoint = await AddAsync(WebhookEvents.JobCompleted);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _registry.ChangeAsync(_account, endpoint.Id, read => read with { Name = read.Name + i }, Token)));

        Assert.Equal("0123", string.Concat((await _table.FindAsync(_account, endpoint.Id, Token))!.Name.Order()));
    }

    private WebhookEndpoint Create(WebhookEvents events) =>
        new(_account, WebhookEndpoint.DrawId(), "", events, new Receiver("https://example.com/", WebhookSecret.Draw(), SigningKey.Draw()), _time.GetUtcNow());

    private async Task<WebhookEndpoint> AddAsync(WebhookEvents events)
    {
        var endpoint = Create(events);
        Assert.True(await _registry.TryAddAsync(endpoint, Token));
        return endpoint;
    }
}
