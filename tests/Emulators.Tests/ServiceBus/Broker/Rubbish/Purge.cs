using System.Diagnostics;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// Takes what rubbish has left in a queue, so that what the broker keeps for it is not mistaken for what it leaks. Nothing is decoded: mutated messages may be good AMQP
/// that a real client cannot read.
/// </summary>
internal static class Purge
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Ends when there is nothing for a moment, or after some seconds if others send meanwhile. Leaves what is locked, deferred or scheduled, which should have a time to live.</summary>
    public static async Task RunAsync(string connectionString, string queue, CancellationToken cancellationToken)
    {
        await TakeAllAsync(connectionString, queue, cancellationToken);
        await TakeAllAsync(connectionString, $"{queue}/$DeadLetterQueue", cancellationToken);
    }

    private static async Task TakeAllAsync(string connectionString, string address, CancellationToken cancellationToken)
    {
        using var connection = await SignedIn.ConnectAsync(connectionString, cancellationToken);
        await connection.SendAsync(
            (byte[])[.. RawFrames.Begin(100), .. RawFrames.Receiver(100, 0, address, deletes: true), .. RawFrames.Credit(100, 0, 1_000_000)], Moment);
        var (before, started) = (-1, Stopwatch.GetTimestamp());
        while (connection.Received.Transfers > before && Stopwatch.GetElapsedTime(started) < Longest)
        {
            before = connection.Received.Transfers;
            await connection.ReadUntilAsync(() => connection.Received.Transfers > before, Moment);
        }
    }
}
