namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>One stack for all cases of a sweep: each leaves no work behind and starts with a plan without faults.</summary>
public sealed class SharedFaultyStack : IAsyncLifetime
{
    private FaultyStack? _stack;

    /// <summary>Clears the fault plan, whatever the previous case left, and makes sure the host runs.</summary>
    internal async Task<FaultyStack> BeginAsync(CancellationToken cancellationToken)
    {
        _stack!.Faults.Plan = FaultPlan.None;
        await _stack.EnsureRunningAsync(cancellationToken);
        return _stack;
    }

    public async ValueTask InitializeAsync() => _stack = await FaultyStack.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
