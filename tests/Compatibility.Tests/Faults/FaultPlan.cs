using SegFunctions.Compatibility.AppHook;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>Lets a number of storage operations succeed and fails the next one, once. Operations are counted across all processes.</summary>
/// <param name="kind">How it fails.</param>
/// <param name="healthy">How many operations succeed before it.</param>
/// <param name="place">The prefix of the operations that are counted.</param>
internal sealed class FaultPlan(FaultKind kind, int healthy, string place = "")
{
    private int _begun;

    /// <summary>A plan without faults.</summary>
    public static FaultPlan None { get; } = new(FaultKind.Refused, int.MaxValue);

    public FaultKind Kind => kind;

    /// <summary>The operation that failed; null if none has yet.</summary>
    public string? Failed { get; private set; }

    /// <inheritdoc cref="IFaultSource.IsTurnAsync"/>
    public bool IsTurn(FaultKind stage, string operation)
    {
        if (stage != kind || Failed is not null || !operation.StartsWith(place, StringComparison.Ordinal) || Interlocked.Increment(ref _begun) != healthy + 1)
        {
            return false;
        }

        Failed = operation;
        return true;
    }
}
