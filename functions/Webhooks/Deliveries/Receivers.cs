using Microsoft.Extensions.Caching.Memory;
using SegFunctions.Jobs;
using SegFunctions.Secrets;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Finds the current receiver of a delivery: a change to an endpoint also applies to pending deliveries.</summary>
public sealed class Receivers(SecretStore secrets, EndpointTable endpoints) : IDisposable
{
    private const int RememberedReceivers = 10_000;

    /// <summary>Longer than most jobs take. A job's own receiver never changes, so this only limits how long it is cached.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _own = new(new MemoryCacheOptions { SizeLimit = RememberedReceivers });

    /// <returns>Null if nothing more may be sent, since the receiver was deleted or disabled.</returns>
    public async Task<Addressee?> FindAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        if (key.Receiver == Subscription.Own)
        {
            return await FindOwnAsync(ReferenceOf(key), cancellationToken) is { } own ? new Addressee(own, null) : null;
        }

        return await endpoints.FindAsync(key.Account, key.Receiver, cancellationToken) is { Disabled: null } endpoint
            ? new Addressee(endpoint.Receiver, endpoint)
            : null;
    }

    /// <returns>A job's own receiver; null if it has none, or no longer.</returns>
    public Task<Receiver?> FindOwnAsync(string account, JobId job, CancellationToken cancellationToken) =>
        FindOwnAsync(SecretReference.OfJob(account, job), cancellationToken);

    /// <summary>Stores a job's own receiver, unless an earlier try of the same request has done so.</summary>
    /// <returns>Whether this receiver is the one that is stored now.</returns>
    public async Task<bool> TryAddOwnAsync(string account, JobId job, Receiver receiver, CancellationToken cancellationToken)
    {
        var reference = SecretReference.OfJob(account, job);
        var isStored = await secrets.TryAddAsync(reference, receiver.Write(), cancellationToken);
        if (isStored)
        {
            Remember(reference, receiver);
        }

        return isStored;
    }

    /// <summary>Deletes a job's own receiver: nothing more is sent to it.</summary>
    public async Task RemoveOwnAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        _own.Remove(ReferenceOf(key));
        await secrets.RemoveAsync(ReferenceOf(key), cancellationToken);
    }

    public void Dispose() => _own.Dispose();

    private async Task<Receiver?> FindOwnAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        if (_own.TryGetValue(reference, out Receiver? known))
        {
            return known;
        }

        var stored = await secrets.FindAsync(reference, cancellationToken) is { } json ? Receiver.Read(json) : null;
        if (stored is not null)
        {
            Remember(reference, stored);
        }

        return stored;
    }

    private void Remember(SecretReference reference, Receiver receiver) =>
        _own.Set(reference, receiver, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });

    private static SecretReference ReferenceOf(DeliveryKey key) => SecretReference.OfJob(key.Account, JobId.Parse(key.JobId));
}

/// <param name="Endpoint">Null for a job's own receiver.</param>
public sealed record Addressee(Receiver Receiver, WebhookEndpoint? Endpoint);
