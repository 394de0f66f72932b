namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// Takes what rubbish has left in a queue, so that what the broker keeps for it is not mistaken for what it leaks. Nothing is decoded: mutated messages may be good AMQP
/// that a real client cannot read.
/// </summary>
internal static class Purge
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(500);

    /// <summary>Leaves what is locked, deferred or scheduled, which should have a time to live.</summary>
    public static async Task RunAsync(string connectionString, string queue, CancellationToken cancellationToken)
    {
        await TakeAllAsync(connectionString, queue, cancellationToken);
        await TakeAllAsync(connectionString, $"{queue}/$DeadLetterQueue", cancellationToken);
    }

    private static async Task TakeAllAsync(string connectionString, string address, CancellationToken cancellationToken)
    {
        using var connection = await HostileClients.SignInAsync(connectionString, cancellationToken);
        await connection.SendAsync(
            (byte[])[.. RawFrames.Begin(100), .. RawFrames.Receiver(100, 0, address, deletes: true), .. RawFrames.Credit(100, 0, 1_000_000)], _moment);
        int before;
        do
        {
            before = connection.Transfers;
            await connection.ReadUntilAsync(() => connection.Transfers > before, _moment);
        }
        while (connection.Transfers > before);
    }
}
