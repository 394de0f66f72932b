using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

/// <summary>The app's one task hub, for the functions that ask for its client.</summary>
internal sealed class DurableHub : IAsyncDisposable
{
    private DurableTaskEngine? _engine;

    /// <summary>There once the host has started.</summary>
    public DurableTaskClient Client => _engine?.Client ?? throw new InvalidOperationException("The durable client is there only while the host runs.");

    [SuppressMessage("Reliability", "CA2000", Justification = "Kept and disposed of below.")]
    public async Task StartAsync(DurableTaskEngine engine, CancellationToken cancellationToken)
    {
        _engine = engine;
        await engine.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
