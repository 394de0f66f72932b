namespace SegFunctions.Apis;

/// <summary>Ends a request with an answer other than the one asked for.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Message)
{
    public RefusalException(RefusalCode code, string message)
        : this(new Refusal(code, message))
    {
    }

    public Refusal Refusal { get; } = refusal;

    /// <param name="faults">At least one; clauses that begin with a field's name.</param>
    public static RefusalException ForFaults(IReadOnlyList<string> faults) =>
        new(RefusalCode.RequestInvalid, string.Join("; ", faults) + ".");
}
