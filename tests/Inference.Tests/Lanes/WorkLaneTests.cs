using SegFunctions.Inference.Lanes;

namespace SegFunctions.Inference.Tests.Lanes;

public sealed class WorkLaneTests
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Does_what_waits_for_one_key_together()
    {
        await using var lane = new WorkLane(consumers: 1, capacity: 8);
        using var gate = new ManualResetEventSlim();
        var done = new List<string>();
        var held = lane.RunAsync("a", () => Note("a0", () => gate.Wait(TestEnd)), TestEnd);
        var waiting = new[] { ("a", "a1"), ("b", "b1"), ("a", "a2") }
            .Select(piece => lane.RunAsync(piece.Item1, () => Note(piece.Item2, () => { }), TestEnd))
            .ToList();
        gate.Set();
        await Task.WhenAll([held, .. waiting]);

        Assert.Equal(["a0", "a1", "a2", "b1"], done);

        bool Note(string name, Action work)
        {
            work();
            done.Add(name);
            return true;
        }
    }

    [Fact]
    public async Task A_failure_reaches_its_caller_and_not_the_next_piece_of_work()
    {
        await using var lane = new WorkLane(consumers: 1, capacity: 8);

        await Assert.ThrowsAsync<InvalidOperationException>(() => lane.RunAsync<int>(null, () => throw new InvalidOperationException(), TestEnd));
        Assert.Equal(7, await lane.RunAsync(null, () => 7, TestEnd));
    }

    [Fact]
    public async Task Work_that_is_canceled_while_it_waits_is_never_done()
    {
        await using var lane = new WorkLane(consumers: 1, capacity: 8);
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var held = lane.RunAsync(null, () => { gate.Wait(TestEnd); return true; }, TestEnd);
        var ran = false;
        var canceled = lane.RunAsync(null, () => ran = true, cancellation.Token);
        await cancellation.CancelAsync();
        gate.Set();
        await held;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.False(ran);
    }
}
