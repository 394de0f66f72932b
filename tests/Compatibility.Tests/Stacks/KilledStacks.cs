using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>
/// The collection of tests that kill a stack's processes or stop it in the middle. One at a time. What needs nothing of a new stack shares one per number of workers, which is started
/// when the first test asks for it.
/// </summary>
[CollectionDefinition]
public sealed class KilledStacks : ICollectionFixture<KilledStacks>, IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>So that short clips have several segments.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["Video__SegmentTime"] = "00:00:01" };

    private readonly Dictionary<int, RunningStack> _stacks = [];

    /// <summary>A stack of which everything runs again, whatever an earlier test killed, and whose exits begin with those of the caller's.</summary>
    internal async Task<RunningStack> BeginAsync(int workers, CancellationToken cancellationToken)
    {
        if (!_stacks.TryGetValue(workers, out var stack))
        {
            _stacks.Add(workers, stack = await RunningStack.StartAsync(workers, cancellationToken, Settings));
        }

        using var probe = new StackProbe(stack.BaseUrl);
        while (!stack.Stack.Children.All(Runs) || await probe.FindFaultAsync(cancellationToken) is not null)
        {
            await Task.Delay(Look, cancellationToken);
        }

        stack.Exits.Clear();
        return stack;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stack in _stacks.Values)
        {
            await stack.DisposeAsync();
        }
    }

    private static bool Runs(SupervisedChild child) => Directory.Exists($"/proc/{child.ProcessId}");
}
