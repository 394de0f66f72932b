namespace SegFunctions.Local.Stack;

/// <summary>Runs Azurite, the Service Bus broker, the functions app and the workers as processes, and supervises them until they are stopped in order.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private const int ShownLogLines = 15;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(50);

    private readonly DataFolder _folder;
    private readonly TimeProvider _time;
    private readonly Action<ChildExit> _onExit;
    private readonly IReadOnlyList<SupervisedChild> _services;
    private readonly IReadOnlyList<SupervisedChild> _programs;
    private readonly TaskCompletionSource<ChildExit> _endedEarly = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalStack(StackPlans plans, StackPorts ports, DataFolder folder, Action<ChildExit> onExit, TimeProvider time)
    {
        (_folder, _onExit, _time) = (folder, onExit, time);
        BaseUrl = new Uri(StackPorts.UrlOf(ports.Functions));
        Storage = plans.Storage;
        _services = [Supervise(plans.Broker()), Supervise(plans.Azurite())];
        _programs = [Supervise(plans.Functions()), .. plans.Workers().Select(Supervise)];
    }

    /// <summary>Base address of the HTTP API.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Connection string of the blobs and tables behind it.</summary>
    public string Storage { get; }

    /// <summary>The broker, Azurite, the functions app, the workers.</summary>
    public IReadOnlyList<SupervisedChild> Children => [.. _services, .. _programs];

    /// <summary>Starts every process at once and waits until the stack is healthy.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="guard">Stops the processes if this one cannot.</param>
    /// <param name="onExit">Called, on any thread, when a process exits by itself after the stack has started.</param>
    /// <param name="time">For pauses.</param>
    /// <param name="cancellationToken">Stops the processes that were started.</param>
    /// <exception cref="UserException">The stack cannot start; the message says what failed, with the end of its log.</exception>
    public static async Task<LocalStack> StartAsync(
        StackOptions options, ProcessGuard guard, Action<ChildExit> onExit, TimeProvider time, CancellationToken cancellationToken)
    {
        var outputs = BuildOutputs.Find();
        if (options.Port is { } port && !FreePorts.IsFree(port))
        {
            throw new UserException($"Port {port} is in use. Stop the program that listens there, or choose another port with --port.");
        }

        var folder = await DataFolder.OpenAsync(options.DataFolder, guard.Mark, cancellationToken);
        var ports = StackPorts.Choose(options.Port, options.Workers);
        var stack = new LocalStack(new StackPlans(options, ports, folder, outputs), ports, folder, onExit, time);
        try
        {
            await stack.StartAsync(cancellationToken);
            return stack;
        }
        catch
        {
            // On any failure the processes that have started must stop.
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the functions app and the workers first, since they write to the services. Waits for Azurite, which saves its tables when asked to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_programs.Select(child => child.StopAsync(StopPatience)));
        await Task.WhenAll(_services.Select(child => child.StopAsync(StopPatience)));
        foreach (var child in Children)
        {
            child.Dispose();
        }

        _folder.Dispose();
    }

    private SupervisedChild Supervise(ChildPlan plan) => new(plan, _folder.LogOf(plan.Name), Report, _time);

    private void Report(ChildExit exit)
    {
        if (!_endedEarly.TrySetResult(exit))
        {
            _onExit(exit);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var child in Children)
        {
            child.Start();
        }

        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var healthy = WaitUntilHealthyAsync(probing.Token);
        if (await Task.WhenAny(healthy, _endedEarly.Task) == healthy)
        {
            await healthy;
            _endedEarly.TrySetCanceled(CancellationToken.None);
            return;
        }

        await probing.CancelAsync();
        await healthy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var exit = await _endedEarly.Task;
        var log = Children.First(child => child.Name == exit.Name).Log;
        throw new UserException(
            $"{exit.Name} ended with exit code {exit.ExitCode} while the stack was starting. {log.Path} ends with:\n{log.ReadEnd(ShownLogLines)}");
    }

    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var probe = new StackProbe(BaseUrl);
        var started = _time.GetTimestamp();
        while (await probe.FindFaultAsync(cancellationToken) is { } fault)
        {
            if (_time.GetElapsedTime(started) > StartPatience)
            {
                throw new UserException(
                    $"The stack is not healthy after {StartPatience.TotalSeconds:F0} s: {fault}. Its logs are in {Path.Combine(_folder.Root, "logs")}.");
            }

            await Task.Delay(ProbePause, _time, cancellationToken);
        }
    }
}
