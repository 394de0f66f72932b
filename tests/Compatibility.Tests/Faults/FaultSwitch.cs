namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>The plan in force: the same clients and databases serve one plan after the other.</summary>
internal sealed class FaultSwitch
{
    private volatile FaultPlan _plan = FaultPlan.None;

    public FaultPlan Plan
    {
        get => _plan;
        set => _plan = value;
    }

    public Microsoft.DurableTask.Emulation.Storage.CommitProbe Journal => new(
        () => Plan.Commit("COMMIT of the journal", FaultKind.Refused), () => Plan.Commit("COMMIT of the journal", FaultKind.AnswerLost))
    {
        Read = () => Plan.Commit("read of the journal", FaultKind.Refused),
    };

    public Emulators.Sqlite.CommitProbe Queues => new(
        () => Plan.Commit("COMMIT of the queues", FaultKind.Refused), () => Plan.Commit("COMMIT of the queues", FaultKind.AnswerLost));
}
