using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>A job that starts only when few enough of its account's jobs are running.</summary>
public sealed class StagedJobTests
{
    private const string Other = "job-0000000000z";
    private readonly Queue<TurnTaken> _turns = new([new TurnTaken(false, null)]);
    private readonly ScriptedContext _context;
    private readonly Task<JobOutcome> _job;
    private string? _next;

    public StagedJobTests()
    {
        _context = new ScriptedContext(new JobInput(Specs.Create(2), TimeSpan.FromMinutes(10), StagedAbove: 1, Version: JobInput.CurrentVersion), Specs.JobId.ToString())
        {
            Activity = (name, _) => name switch
            {
                FunctionNames.TakeTurn => _turns.Dequeue(),
                FunctionNames.EndJob => new JobEnd([], _next),
                _ => null,
            },
        };
        _job = JobOrchestrator.RunAsync(_context);
    }

    private bool HasBegun => _context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Any();

    [Fact]
    public void Waits_until_it_is_told_that_its_turn_has_come()
    {
        Assert.Equal((false, "ww"), (HasBegun, _context.CustomStatuses.Single()));
        Pass(new TurnTaken(false, null));
        Assert.False(HasBegun);
        Pass(new TurnTaken(true, null));

        Assert.Equal((true, "qq"), (HasBegun, _context.CustomStatuses.Last()));
        Assert.Equal(
            [new TakeTurnInput("acct", Specs.JobId.ToString(), 1)], _context.CallsOf<TakeTurnInput>(FunctionNames.TakeTurn).Distinct());
    }

    [Fact]
    public void Looks_by_itself_when_nobody_tells_it()
    {
        _turns.Enqueue(new TurnTaken(true, null));
        _context.Advance(TimeSpan.FromMinutes(5));

        Assert.True(HasBegun);
    }

    [Fact]
    public async Task Tells_the_next_one_when_there_is_room_for_it_and_when_it_has_ended()
    {
        Pass(new TurnTaken(true, Other));
        Assert.Equal([(Other, EventNames.Turn)], _context.Sent);

        _next = Specs.JobId.ToString();
        _context.Raise(EventNames.Updates, Enumerable.Range(0, 2).Select(item => new InferenceUpdate(Specs.JobId.ToString(), item, 0, InferenceState.Succeeded)).ToArray());
        await _job;
        Assert.Equal([Other, Specs.JobId.ToString()], _context.Sent.Select(sent => sent.InstanceId));
    }

    [Fact]
    public async Task Ends_without_having_begun_when_it_is_canceled()
    {
        _context.Raise(EventNames.Cancel, null);

        Assert.Equal((JobStatus.Canceled, false), ((await _job).Status, HasBegun));
        Assert.Single(_context.CallsOf<BlobReference>(FunctionNames.WriteCancelMarker));
        Assert.Equal(0, _context.OpenTimers);
    }

    private void Pass(TurnTaken turn)
    {
        _turns.Enqueue(turn);
        _context.Raise(EventNames.Turn, "");
    }
}
