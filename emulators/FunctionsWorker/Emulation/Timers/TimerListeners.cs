using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Timers;

/// <summary>The listeners of all timer functions, from the host's start to its stop.</summary>
internal sealed class TimerListeners(FunctionCatalogue catalogue, DataDirectory directory, IConfiguration settings, FunctionInvoker invoker, TimeProvider timeProvider)
    : IHostedService, IDisposable
{
    private readonly SettingReferences _references = new(settings);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private Task _running = Task.CompletedTask;

    /// <exception cref="FunctionsStartException">A schedule is malformed, or a setting is missing.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var listeners = catalogue.StartedBy<TimerTriggerAttribute>().Select(entry => Listener(entry.Function, entry.Trigger)).ToList();
        _running = Task.WhenAll(listeners.Select(listener => Task.Run(() => listener.RunAsync(_stopping.Token, _givingUp.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_givingUp.Cancel);
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private TimerListener Listener(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        var monitor = trigger.UseMonitor ? new ScheduleMonitor(Path.Combine(directory.For(function.Name), "timers")) : null;
        return new TimerListener(function, Parse(function.Name, _references.Resolve(function.Name, trigger.Schedule)), trigger.RunOnStartup, monitor, invoker, timeProvider);
    }

    private static TimerSchedule Parse(string function, string text)
    {
        try
        {
            return TimerSchedule.Parse(text);
        }
        catch (FormatException error)
        {
            throw FunctionsStartException.Of(function, $"its schedule '{text}' cannot be read. {error.Message}");
        }
    }
}
