using SegFunctions.Compatibility.AppHook;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>Lets a number of storage operations succeed and fails the next one, once. Operations are counted wherever they happen.</summary>
/// <param name="kind">How the one fails.</param>
/// <param name="healthy">How many succeed before it.</param>
/// <param name="place">How the operations begin that are counted.</param>
internal sealed class FaultPlan(FaultKind kind, int healthy, string place = "")
{
    private int _begun;

    /// <summary>A plan under which nothing fails.</summary>
    public static FaultPlan None { get; } = new(FaultKind.Refused, int.MaxValue);

    public FaultKind Kind => kind;

    /// <summary>What failed; null as long as nothing has.</summary>
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
