using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Timers;

/// <summary>The listeners of all timer functions, from the host's start to its stop.</summary>
internal sealed class TimerListeners : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly TimeSpan _grace;
    private readonly Task _running;

    private TimerListeners(IReadOnlyList<TimerListener> listeners, TimeSpan grace)
    {
        _grace = grace;
        _running = Task.WhenAll(listeners.Select(listener => Task.Run(() => listener.RunAsync(_stopping.Token, _givingUp.Token))));
    }

    /// <param name="data">Statuses are kept in a subfolder of this folder.</param>
    /// <exception cref="HostStartException">A schedule is malformed, or a setting is missing.</exception>
    public static TimerListeners Start(
        FunctionCatalog catalog, SettingReferences references, string data, FunctionInvoker invoker, TimeProvider time, TimeSpan grace, ILoggerFactory loggers)
    {
        var store = new TimerStatusStore(Path.Combine(data, "timers"), loggers.CreateLogger<TimerStatusStore>());
        var listeners = catalog.StartedBy("timerTrigger").Select(function => new TimerListener(
            function,
            Parse(function.Name, references.Resolve(function.Name, function.Trigger.Schedule ?? "")),
            function.Trigger.UseMonitor == false ? null : store,
            invoker,
            time));
        return new TimerListeners([.. listeners], grace);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(_grace, TimeProvider.System));
        await _givingUp.CancelAsync();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private static TimerSchedule Parse(string function, string text)
    {
        try
        {
            return TimerSchedule.Parse(text);
        }
        catch (FormatException error)
        {
            throw HostStartException.Of(function, $"its schedule '{text}' cannot be read. {error.Message}");
        }
    }
}
