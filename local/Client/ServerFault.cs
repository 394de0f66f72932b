namespace SegFunctions.Local.Client;

/// <summary>Failures of a server or of the connection to it.</summary>
internal static class ServerFault
{
    /// <summary>Whether the exception is such a failure, and not a cancellation by the user.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        exception is ApiException or HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <returns>A sentence.</returns>
    public static string Describe(Exception exception) => exception switch
    {
        ApiException => exception.Message,
        HttpRequestException => $"The server cannot be reached: {exception.Message}",
        _ => "The server took too long to respond.",
    };
}
