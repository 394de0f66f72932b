using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation;

internal sealed class DurableTaskEngine : IAsyncDisposable
{
    public DurableTaskEngine(DurableTaskEngineOptions options, IDurableTaskExecutor executor, ILoggerFactory loggerFactory, TimeProvider timeProvider)
    {
    }

    public DurableTaskClient Client => throw new NotSupportedException("The engine is not there yet.");

    public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The engine is not there yet.");

    public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The engine is not there yet.");

    public ValueTask DisposeAsync() => throw new NotSupportedException("The engine is not there yet.");
}
