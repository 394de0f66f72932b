using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>Receives with patience: tries, sleeps until the queue changes or something falls due, tries again.</summary>
internal sealed class QueueWait(QueueStore store, Doorbell doorbell, TimeProvider time)
{
    /// <summary>What a timer can take, and more than anybody waits.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <returns>At least one message, or none when the time is up.</returns>
    /// <exception cref="OperationCanceledException">Canceled while nothing was there; a message once claimed is always returned.</exception>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(
        Entity entity, int max, ServiceBusReceiveMode mode, TimeSpan patience, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        using Doorbell.Listener listener = doorbell.Listen(entity.Path);
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // The real client throws a TaskCanceledException, which handlers may tell apart.
                await Task.FromCanceled(cancellationToken).ConfigureAwait(false);
            }

            Task change = listener.NextChange();
            Claim claim = await store.ClaimAsync(entity, max, mode).ConfigureAwait(false);
            TimeSpan left = patience - time.GetElapsedTime(started);
            if (claim.Messages.Count > 0 || left <= TimeSpan.Zero)
            {
                return claim.Messages;
            }

            await change.WaitAsync(Pause(left, claim.NextDue), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Pause(TimeSpan left, long nextDue)
    {
        long ticks = Math.Min(Math.Min(left.Ticks, LongestPause.Ticks), nextDue - time.GetUtcNow().UtcTicks);
        // Timers count whole milliseconds and may end early; a shorter pause would spin.
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(TimeSpan.FromTicks(ticks).TotalMilliseconds)));
    }
}
