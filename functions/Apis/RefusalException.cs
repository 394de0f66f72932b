namespace SegFunctions.Apis;

/// <summary>Ends a request with an answer other than the one asked for.</summary>
/// <param name="code">For the API's mapping.</param>
/// <param name="message">For the client to read.</param>
public sealed class RefusalException(RefusalCode code, string message) : Exception(message)
{
    public RefusalCode Code { get; } = code;

    /// <param name="faults">At least one; clauses that begin with a field's name.</param>
    public static RefusalException ForFaults(IReadOnlyList<string> faults) =>
        new(RefusalCode.RequestInvalid, string.Join("; ", faults) + ".");
}
