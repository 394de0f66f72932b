using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class JobSignalsTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ScriptedContext _context = new("input", Specs.JobId.ToString());
    private readonly JobSignals _signals;

    public JobSignalsTests() => _signals = new JobSignals(_context);

    [Fact]
    public async Task A_wait_that_a_deadline_has_ended_is_gone_on_with()
    {
        await WaitPastDeadlineAsync();
        _signals.TakeDeadline();
        var second = _signals.WaitAsync(_context.Now + Minute);
        Assert.Equal((1, 1), (_context.OpenWaits(EventNames.Updates), _context.OpenWaits(EventNames.Cancel)));
        Raise(Update(0));
        await second;

        Assert.Equal([Update(0)], await _signals.TakeUpdatesAsync());
    }

    [Fact]
    public async Task Updates_are_taken_once_and_listened_for_anew()
    {
        Assert.Empty(await _signals.TakeUpdatesAsync());
        var first = _signals.WaitAsync(_context.Now + Minute);
        Raise(Update(0), Update(1));
        await first;
        Assert.Equal([Update(0), Update(1)], await _signals.TakeUpdatesAsync());
        Assert.Empty(await _signals.TakeUpdatesAsync());

        var second = _signals.WaitAsync(_context.Now + Minute);
        Assert.False(second.IsCompleted);
        Raise(Update(2));
        await second;
        Assert.Equal([Update(2)], await _signals.TakeUpdatesAsync());
    }

    [Fact]
    public async Task A_deadline_is_told_once()
    {
        var due = _context.Now + Minute;
        await WaitPastDeadlineAsync();

        Assert.Equal(due, _signals.TakeDeadline());
        Assert.Null(_signals.TakeDeadline());
    }

    [Fact]
    public async Task One_timer_at_a_time_stands_in_for_a_later_deadline()
    {
        var first = _signals.WaitAsync(_context.Now + Minute);
        Raise(Update(0));
        await first;
        await _signals.TakeUpdatesAsync();
        var due = _context.Now + Minute;
        var second = _signals.WaitAsync(_context.Now + (5 * Minute));
        Assert.Equal([due], _context.Due);
        _context.Advance(Minute);
        await second;

        Assert.Equal(due, _signals.TakeDeadline());
    }

    [Fact]
    public async Task A_cancel_request_ends_the_wait_and_is_remembered()
    {
        Assert.False(_signals.CancelRequested);
        var waiting = _signals.WaitAsync(_context.Now + Minute);
        _context.Raise(EventNames.Cancel, null);
        await waiting;

        Assert.True(_signals.CancelRequested);
        Assert.True(_signals.WaitAsync(_context.Now + Minute).IsCompleted);
    }

    [Fact]
    public async Task A_step_that_ends_ends_one_wait_and_not_the_next()
    {
        var step = new TaskCompletionSource();
        _signals.AddSteps([step.Task]);
        var first = _signals.WaitAsync(_context.Now + Minute);
        Assert.False(first.IsCompleted);
        step.SetResult();
        await first;

        Assert.False(_signals.WaitAsync(_context.Now + Minute).IsCompleted);
    }

    [Fact]
    public void It_is_woken_once_for_as_long_as_it_has_not_been()
    {
        _signals.WakeAt(_context.Now + Minute);
        _signals.WakeAt(_context.Now + (2 * Minute));
        Assert.Equal([_context.Now + Minute], _context.Due);
        _context.Advance(Minute);
        _signals.WakeAt(_context.Now + Minute);

        Assert.Equal([_context.Now + Minute], _context.Due);
    }

    [Fact]
    public async Task A_turn_is_used_up_and_the_next_is_listened_for()
    {
        var first = _signals.WaitForTurnAsync(_context.Now + Minute);
        _context.Raise(EventNames.Turn, null);
        await first;
        var second = _signals.WaitForTurnAsync(_context.Now + Minute);
        Assert.False(second.IsCompleted);
        _context.Advance(Minute);
        await second;

        Assert.Equal((1, 1), (_context.OpenWaits(EventNames.Turn), _context.OpenWaits(EventNames.Cancel)));
        Assert.Null(_signals.TakeDeadline());
    }

    [Fact]
    public void No_timer_is_left_that_would_keep_the_instance_open()
    {
        using (var ending = new JobSignals(_context))
        {
            _ = ending.WaitAsync(_context.Now + Minute);
            ending.WakeAt(_context.Now + (2 * Minute));
            Assert.Equal(2, _context.OpenTimers);
        }

        Assert.Equal(0, _context.OpenTimers);
    }

    public void Dispose() => _signals.Dispose();

    private async Task WaitPastDeadlineAsync()
    {
        var waiting = _signals.WaitAsync(_context.Now + Minute);
        Assert.False(waiting.IsCompleted);
        _context.Advance(Minute);
        await waiting;
    }

    private void Raise(params InferenceUpdate[] updates) => _context.Raise(EventNames.Updates, updates);

    private static InferenceUpdate Update(int item) => new(Specs.JobId.ToString(), item, 0, InferenceState.Started);
}
