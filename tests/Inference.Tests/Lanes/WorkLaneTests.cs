using SegFunctions.Inference.Lanes;

namespace SegFunctions.Inference.Tests.Lanes;

public sealed class WorkLaneTests
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Does_what_waits_for_one_key_together()
    {
        await using var lane = new WorkLane(atATime: 1, capacity: 8);
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
    public async Task Does_as_many_at_a_time_as_it_is_told()
    {
        await using var lane = new WorkLane(atATime: 2, capacity: 8);
        using var both = new Barrier(2);
        var pieces = Enumerable.Range(0, 10).Select(_ => lane.RunAsync(null, () => both.SignalAndWait(TimeSpan.FromSeconds(30), TestEnd), TestEnd));

        Assert.DoesNotContain(false, await Task.WhenAll(pieces));
    }

    [Fact]
    public async Task Does_what_has_one_key_one_after_the_other_and_other_work_beside_it()
    {
        await using var lane = new WorkLane(atATime: 2, capacity: 8);
        using var gate = new ManualResetEventSlim();
        var held = lane.RunAsync("a", () => gate.Wait(TimeSpan.FromSeconds(30), TestEnd), TestEnd);
        var same = lane.RunAsync("a", () => gate.IsSet, TestEnd);
        var other = lane.RunAsync("b", () => !gate.IsSet, TestEnd);

        Assert.True(await other);
        gate.Set();
        Assert.True(await held);
        Assert.True(await same);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_brought_is_done(int atATime)
    {
        await using var lane = new WorkLane(atATime, capacity: 4);
        var running = new int[3];
        var random = new Random(atATime);
        var pieces = Enumerable.Range(0, 2000).Select(piece => (piece, key: random.Next(4)))
            .Select(work => Task.Run(() => lane.RunAsync(work.key < 3 ? $"{work.key}" : null, () => Do(work.piece, work.key), TestEnd), TestEnd))
            .ToList();

        Assert.Equal(Enumerable.Range(0, 2000), await Task.WhenAll(pieces));

        int Do(int piece, int key)
        {
            if (key < 3)
            {
                Assert.Equal(1, Interlocked.Increment(ref running[key]));
                Thread.SpinWait(100);
                Interlocked.Decrement(ref running[key]);
            }

            return piece;
        }
    }

    [Fact]
    public async Task Who_brings_more_than_may_wait_is_held_back()
    {
        await using var lane = new WorkLane(atATime: 1, capacity: 1);
        using var gate = new ManualResetEventSlim();
        using var impatience = new CancellationTokenSource();
        var held = lane.RunAsync(null, () => gate.Wait(TimeSpan.FromSeconds(30), TestEnd), TestEnd);
        var waiting = lane.RunAsync(null, () => true, TestEnd);
        var tooMuch = lane.RunAsync(null, () => true, impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tooMuch);
        gate.Set();
        Assert.True(await held);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_failure_reaches_its_caller_and_not_the_next_piece_of_work()
    {
        await using var lane = new WorkLane(atATime: 1, capacity: 8);

        await Assert.ThrowsAsync<InvalidOperationException>(() => lane.RunAsync<int>(null, () => throw new InvalidOperationException(), TestEnd));
        Assert.Equal(7, await lane.RunAsync(null, () => 7, TestEnd));
    }

    [Fact]
    public async Task Work_that_is_canceled_while_it_waits_is_never_done()
    {
        await using var lane = new WorkLane(atATime: 1, capacity: 8);
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
