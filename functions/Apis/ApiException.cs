namespace SegFunctions.Apis;

/// <summary>Ends a request with an error response.</summary>
public sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiException(ApiErrorCode code, string message)
        : this(new ApiError(code, message))
    {
    }

    public ApiError Error { get; } = error;

    /// <param name="faults">At least one; each begins with a field's name.</param>
    public static ApiException ForFaults(IReadOnlyList<string> faults) =>
        new(ApiErrorCode.RequestInvalid, string.Join("; ", faults) + ".");
}
