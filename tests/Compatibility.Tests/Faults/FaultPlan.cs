using Azure;
using Microsoft.Data.Sqlite;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>Lets a number of storage operations succeed and fails the next one, once. Operations are counted wherever they happen.</summary>
/// <param name="kind">How the one fails.</param>
/// <param name="healthy">How many succeed before it.</param>
internal sealed class FaultPlan(FaultKind kind, int healthy)
{
    private const int DiskError = 10;
    private int _begun;

    /// <summary>A plan under which nothing fails.</summary>
    public static FaultPlan None { get; } = new(FaultKind.Refused, int.MaxValue);

    public FaultKind Kind => kind;

    /// <summary>What failed; null as long as nothing has.</summary>
    public string? Failed { get; private set; }

    public void Commit(string database, FaultKind stage)
    {
        if (IsTurn(stage, database))
        {
            throw new SqliteException("The disk failed (a test's doing).", DiskError);
        }
    }

    /// <param name="request">Method and path.</param>
    /// <param name="stage">Where the call stands: a fault of this kind would come here.</param>
    public void Call(string request, FaultKind stage)
    {
        if (!IsTurn(stage, request))
        {
            return;
        }

        throw stage == FaultKind.AnswerLostAndRetried
            ? new IOException("The connection broke (a test's doing).")
            : new RequestFailedException(503, "The server is busy (a test's doing).");
    }

    private bool IsTurn(FaultKind stage, string operation)
    {
        if (stage != kind || Failed is not null || Interlocked.Increment(ref _begun) != healthy + 1)
        {
            return false;
        }

        Failed = operation;
        return true;
    }
}
