using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>A real client that sends, receives and completes, one message at a time, on its own queue, and records how long each round takes.</summary>
internal sealed class HealthyClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private readonly Task _running;

    /// <param name="connectionString">The broker's.</param>
    /// <param name="queue">Used by nobody else.</param>
    public HealthyClient(string connectionString, string queue) => _running = Task.Run(() => RunAsync(connectionString, queue, _stopping.Token));

    /// <summary>Whether a round has failed; then there are no more.</summary>
    public bool HasFailed => _running.IsCompleted;

    /// <summary>Milliseconds of the rounds since the last call.</summary>
    /// <exception cref="Exception">A round has failed.</exception>
    public async Task<double[]> TakeAsync()
    {
        if (_running.IsCompleted)
        {
            await _running;
        }

        var taken = new List<double>();
        while (_milliseconds.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return [.. taken];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(string connectionString, string queue, CancellationToken cancellationToken)
    {
        // No retry: it would hide what clients that retry never notice.
        await using var client = new ServiceBusClient(connectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0, TryTimeout = Patience } });
        await using var sender = client.CreateSender(queue);
        await using var receiver = client.CreateReceiver(queue);
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await GoRoundAsync(sender, receiver, $"{number}", cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"Round {number} failed after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, at {DateTimeOffset.UtcNow:HH:mm:ss}.", exception);
            }

            _milliseconds.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task GoRoundAsync(ServiceBusSender sender, ServiceBusReceiver receiver, string body, CancellationToken cancellationToken)
    {
        await sender.SendMessageAsync(new ServiceBusMessage(body), cancellationToken);
        var message = await receiver.ReceiveMessageAsync(Patience, cancellationToken) ?? throw new TimeoutException("No message came.");
        await receiver.CompleteMessageAsync(message, cancellationToken);
        if (message.Body.ToString() != body)
        {
            throw new InvalidOperationException($"Message {message.Body} came for {body}.");
        }
    }
}
