using Emulators.Sqlite;
using Microsoft.Data.Sqlite;
using SegFunctions.Compatibility.AppHook;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>The plan in force: the same clients and databases serve one plan after another.</summary>
internal sealed class FaultSwitch : IFaultSource
{
    private const int DiskError = 10;
    private volatile FaultPlan _plan = FaultPlan.None;

    public FaultPlan Plan
    {
        get => _plan;
        set => _plan = value;
    }

    public CommitProbe Journal => CommitsOf("journal") with { Read = () => Fail(FaultKind.Refused, "read of the journal") };

    public CommitProbe Queues => CommitsOf("queues");

    public ValueTask<bool> IsTurnAsync(FaultKind stage, string operation) => ValueTask.FromResult(Plan.IsTurn(stage, operation));

    private CommitProbe CommitsOf(string database) =>
        new(() => Fail(FaultKind.Refused, $"COMMIT of the {database}"), () => Fail(FaultKind.AnswerLost, $"COMMIT of the {database}"));

    private void Fail(FaultKind stage, string operation)
    {
        if (Plan.IsTurn(stage, operation))
        {
            throw new SqliteException("The disk failed (a test's doing).", DiskError);
        }
    }
}
