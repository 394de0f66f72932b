using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Telemetry;

namespace SegFunctions.Worker.Requests;

/// <summary>
/// Receives requests while the program runs, two more at a time than the networks process, so that one can be read and decoded and another encoded and
/// stored in the meantime.
/// A request whose handling throws returns to the queue, which dead-letters it at its delivery limit.
/// </summary>
internal sealed class RequestListener : IHostedService, IAsyncDisposable
{
    private const int BesideNetworks = 2;

    // The first request may wait for an installation over a slow connection.
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(30);

    // As often as a job at work is looked at.
    private static readonly TimeSpan LongestFresh = TimeSpan.FromSeconds(1);

    private readonly ServiceBusProcessor _processor;
    private readonly AttemptRunner _runner;
    private readonly QueueHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<RequestListener> _logger;
    private readonly CancellationTokenSource _outOfTime = new();

    public RequestListener(
        ServiceBusClient client,
        AttemptRunner runner,
        QueueHealth health,
        OnnxSettings settings,
        TimeProvider time,
        ILogger<RequestListener> logger)
    {
        (_runner, _health, _time, _logger) = (runner, health, time, logger);
        _processor = client.CreateProcessor(
            QueueNames.Requests,
            new ServiceBusProcessorOptions
            {
                MaxConcurrentCalls = settings.PictureCount + BesideNetworks,
                MaxAutoLockRenewalDuration = LongestWork,
            });
        _processor.ProcessMessageAsync += HandleAsync;
        _processor.ProcessErrorAsync += NoteAsync;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _processor.StartProcessingAsync(cancellationToken);
        _health.Started();
        RequestsLog.Listening(_logger, QueueNames.Requests);
    }

    /// <summary>Waits for requests in progress; if <paramref name="cancellationToken"/> is canceled, they return to the queue.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _health.Stopped();
        RequestsLog.Stopping(_logger);
        await using var outOfTime = cancellationToken.Register(_outOfTime.Cancel);
        await _processor.StopProcessingAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _processor.DisposeAsync();
        _outOfTime.Dispose();
    }

    // The processor's own token is canceled as soon as it is told to stop; work in progress may take longer.
    private async Task HandleAsync(ProcessMessageEventArgs arguments)
    {
        var message = arguments.Message;
        var wait = _time.GetUtcNow() - message.EnqueuedTime;
        WorkerMetrics.RecordWait(wait);
        RequestsLog.Taken(_logger, message.MessageId, message.DeliveryCount);
        var request = message.Body.ToObjectFromJson<InferenceRequest>(ContractJson.Options)
            ?? throw new InvalidOperationException($"The message {message.MessageId} contains no request.");

        // A negative wait is that of another clock.
        var isFresh = message.DeliveryCount == 1 && wait >= TimeSpan.Zero && wait < LongestFresh;
        await _runner.RunAsync(request, isFresh, _outOfTime.Token);
    }

    // Also called with the handler's exceptions, whose messages return to the queue.
    private Task NoteAsync(ProcessErrorEventArgs arguments)
    {
        if (arguments.ErrorSource == ServiceBusErrorSource.Receive)
        {
            _health.Failed(arguments.Exception.Message);
        }

        if (arguments is { ErrorSource: ServiceBusErrorSource.RenewLock, Exception: ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost } })
        {
            // A renewal may still be under way when its message is settled. Of a message whose lock was lost before, the settlement fails too, and is logged.
            RequestsLog.LockNotRenewed(_logger);
            return Task.CompletedTask;
        }

        RequestsLog.QueueFailed(_logger, arguments.Exception, arguments.ErrorSource.ToString(), QueueNames.Requests);
        return Task.CompletedTask;
    }
}
