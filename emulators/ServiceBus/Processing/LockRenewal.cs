namespace Azure.Messaging.ServiceBus;

/// <summary>Keeps one message's lock alive while its handler runs.</summary>
internal sealed class LockRenewal(ServiceBusReceiver receiver, TimeSpan longest, Func<Exception, ServiceBusErrorSource, Task> report, TimeProvider time)
{
    private static readonly TimeSpan LargestMargin = TimeSpan.FromSeconds(10);

    /// <summary>Renews at half of what is left, at the latest 10 s before the end. Returns when canceled, when the allowed time is over, or when the lock is lost.</summary>
    public async Task RunAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (longest == Timeout.InfiniteTimeSpan || time.GetElapsedTime(started) < longest)
        {
            TimeSpan left = message.LockedUntil - time.GetUtcNow();
            TimeSpan pause = left - TimeSpan.FromTicks(Math.Min(left.Ticks / 2, LargestMargin.Ticks));
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested || message.IsSettled)
            {
                return;
            }

            try
            {
                await receiver.RenewMessageLockAsync(message, CancellationToken.None).ConfigureAwait(false);
            }
            // The handler goes on whatever the reason; settling will tell it.
            catch (Exception error)
            {
                // A handler may settle, or a processor close, while a renewal is on its way.
                if (!message.IsSettled && !receiver.IsClosed)
                {
                    await report(error, ServiceBusErrorSource.RenewLock).ConfigureAwait(false);
                }

                return;
            }
        }
    }
}
