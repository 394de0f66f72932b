using System.Diagnostics;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// Removes what garbage has left in a queue, so that messages that the broker stores are not mistaken for a leak. Nothing is decoded: mutated messages may be valid AMQP
/// that a real client cannot read.
/// </summary>
internal static class Purge
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Ends when no message comes for a moment, or after some seconds. Leaves locked, deferred and scheduled messages, which should have a time to live.</summary>
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
