namespace SegFunctions.Local.Client;

/// <summary>What a server, or the way to it, refuses.</summary>
internal static class ServerFault
{
    /// <summary>Whether it is one, and not the end that the user asked for.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        exception is ApiException or HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <returns>A sentence.</returns>
    public static string Describe(Exception exception) => exception switch
    {
        ApiException => exception.Message,
        HttpRequestException => $"The server cannot be reached: {exception.Message}",
        _ => "The server took too long to answer.",
    };
}
