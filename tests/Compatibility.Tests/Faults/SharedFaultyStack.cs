namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>One stack for the cases of a sweep: each ends with its work at rest and begins with a plan under which nothing fails.</summary>
public sealed class SharedFaultyStack : IAsyncLifetime
{
    private FaultyStack? _stack;

    /// <summary>Nothing fails, whatever the case before has left, and the host runs.</summary>
    internal async Task<FaultyStack> BeginAsync(CancellationToken cancellationToken)
    {
        _stack!.Faults.Plan = FaultPlan.None;
        await _stack.EnsureRunningAsync(cancellationToken);
        return _stack;
    }

    public async ValueTask InitializeAsync() => _stack = await FaultyStack.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _stack?.DisposeAsync() ?? ValueTask.CompletedTask;
}
