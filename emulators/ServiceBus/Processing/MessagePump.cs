namespace Azure.Messaging.ServiceBus;

/// <summary>Receives while there are free slots, and runs each message in a slot of its own.</summary>
internal sealed class MessagePump(
    ServiceBusReceiver receiver,
    MessageDispatch dispatch,
    Func<Exception, ServiceBusErrorSource, Task> report,
    int slotCount,
    TimeSpan pauseAfterError,
    TimeProvider time)
{
    /// <summary>Runs until canceled, then waits for the handlers that still run.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var slots = new SemaphoreSlim(slotCount);
        while (!stopping.IsCancellationRequested)
        {
            int free = await TakeFreeSlotsAsync(slots, stopping).ConfigureAwait(false);
            IReadOnlyList<ServiceBusReceivedMessage> messages = free == 0 ? [] : await ReceiveAsync(free, stopping).ConfigureAwait(false);
            if (free > messages.Count)
            {
                slots.Release(free - messages.Count);
            }

            foreach (ServiceBusReceivedMessage message in messages)
            {
                // A handler may block its thread before it first awaits.
                _ = Task.Run(() => RunAsync(message, slots, stopping), CancellationToken.None);
            }
        }

        for (int i = 0; i < slotCount; i++)
        {
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <returns>At least one, or none when stopping.</returns>
    private static async Task<int> TakeFreeSlotsAsync(SemaphoreSlim slots, CancellationToken stopping)
    {
        try
        {
            await slots.WaitAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        int free = 1;
        while (await slots.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
        {
            free++;
        }

        return free;
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(int max, CancellationToken stopping)
    {
        try
        {
            return await receiver.ReceiveMessagesAsync(max, null, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
        // A processor outlives any failure to receive: it reports, pauses and tries again.
        catch (Exception error)
        {
            await report(error, ServiceBusErrorSource.Receive).ConfigureAwait(false);
            await Task.Delay(pauseAfterError, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    private async Task RunAsync(ServiceBusReceivedMessage message, SemaphoreSlim slots, CancellationToken stopping)
    {
        await dispatch.RunAsync(message, stopping).ConfigureAwait(false);
        slots.Release();
    }
}
