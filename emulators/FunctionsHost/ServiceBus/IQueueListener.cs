namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>Triggers one function with the messages of one queue.</summary>
internal interface IQueueListener : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops receiving and returns when the running invocations have ended.</summary>
    /// <param name="cancellationToken">The host waits no longer: the invocations' own tokens are canceled.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
