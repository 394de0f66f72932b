using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>Creates and changes endpoints, and keeps the account's subscriptions in sync with them.</summary>
public sealed class EndpointRegistry(EndpointTable table, AccountLedger ledger, IOptions<WebhookOptions> options, TimeProvider time)
{
    /// <summary>Maximum number of endpoints per account.</summary>
    public int MaxEndpoints => options.Value.MaxEndpoints;

    /// <returns>False if the account already has the maximum number; then nothing is stored.</returns>
    public async Task<bool> TryAddAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        if ((await table.ListAsync(endpoint.Account, cancellationToken)).Count >= MaxEndpoints)
        {
            return false;
        }

        await table.AddAsync(endpoint, cancellationToken);
        await SubscribeAsync(endpoint, cancellationToken);
        return true;
    }

    /// <param name="account">Its owner.</param>
    /// <param name="id">Its id.</param>
    /// <param name="change">Returns the changed endpoint; may be called more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The changed endpoint; null if there is none.</returns>
    public async Task<WebhookEndpoint?> ChangeAsync(
        string account, string id, Func<WebhookEndpoint, WebhookEndpoint> change, CancellationToken cancellationToken)
    {
        var changed = await table.ChangeAsync(account, id, change, cancellationToken);
        if (changed is not null)
        {
            await SubscribeAsync(changed, cancellationToken);
        }

        return changed;
    }

    /// <summary>Replaces the secret, and the signing key if there is one; the old ones keep signing alongside for a while.</summary>
    /// <param name="account">Its owner.</param>
    /// <param name="id">Its id.</param>
    /// <param name="secret">The new secret.</param>
    /// <param name="overlap">How long the old secret and key keep signing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The changed endpoint; null if there is none.</returns>
    public Task<WebhookEndpoint?> RotateAsync(string account, string id, string secret, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var (until, signingKey) = (time.GetUtcNow() + overlap, SigningKey.Draw());
        return table.ChangeAsync(
            account,
            id,
            endpoint => endpoint with
            {
                Receiver = endpoint.Receiver with
                {
                    Secret = secret,
                    SigningKey = endpoint.Receiver.SigningKey is null ? null : signingKey,
                    Retired = overlap > TimeSpan.Zero ? new RetiredKeys(endpoint.Receiver.Secret!, endpoint.Receiver.SigningKey, until) : null,
                },
            },
            cancellationToken);
    }

    /// <returns>False if there was none.</returns>
    public async Task<bool> RemoveAsync(string account, string id, CancellationToken cancellationToken)
    {
        var isThere = await table.FindAsync(account, id, cancellationToken) is not null;
        await ledger.SubscribeAsync(account, id, null, cancellationToken);
        await table.RemoveAsync(account, id, cancellationToken);
        return isThere;
    }

    private Task SubscribeAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken) => ledger.SubscribeAsync(
        endpoint.Account, endpoint.Id, endpoint.Disabled is null ? endpoint.Events : (WebhookEvents?)null, cancellationToken);
}
