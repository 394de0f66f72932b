using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Hosting;

/// <summary>The running app: Kestrel and the listeners of the other triggers.</summary>
internal sealed class FunctionsHost(WebApplication app) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    /// <exception cref="FunctionsStartException">A function cannot start, or an address or a file is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new FunctionsStartException($"The host cannot start. {error.Message}");
        }
    }

    /// <summary>Takes nothing new, lets what runs come to its end, and gives up waiting when the host's shutdown timeout is over.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public void Dispose() => ((IDisposable)app).Dispose();
}
