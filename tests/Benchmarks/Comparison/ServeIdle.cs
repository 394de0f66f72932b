using System.Diagnostics;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>What each process of a side's <c>serve</c> uses while idle.</summary>
internal sealed class ServeIdle : ITurn
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    public string Name => "serve-idle";

    public async Task<TurnOutput> RunAsync(Checkout side, CancellationToken cancellationToken)
    {
        await using var stack = await ServedStack.FindHealthyAsync(side, cancellationToken);
        if (stack is null)
        {
            return new TurnOutput("serve did not become healthy", await File.ReadAllLinesAsync(ServedStack.LogOf(side), cancellationToken));
        }

        await Task.Delay(Settle, cancellationToken);
        var tree = ProcessTree.Of(stack.ProcessId).ToLookup(ProcessTree.NameOf, Process.GetProcessById);
        var uses = tree.Select(group => (Name: group.Key, Use: new ProcessUse(group)))
            .Prepend((Name: "all processes", Use: new ProcessUse(tree.SelectMany(group => group))))
            .ToArray();
        await Task.Delay(Time, cancellationToken);
        string[] lines = [.. uses.Select(entry => $"serve idle, {entry.Name}: {entry.Use.Describe()}")];
        foreach (var process in tree.SelectMany(group => group))
        {
            process.Dispose();
        }

        return new TurnOutput(null, lines);
    }
}
