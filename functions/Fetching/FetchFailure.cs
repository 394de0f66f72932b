using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;
using Polly.Timeout;

namespace SegFunctions.Fetching;

/// <summary>Every way in which fetching an address that a client named can fail.</summary>
public enum FetchFailure
{
    /// <summary>The address leads, directly or through a redirect or DNS, to one that the service may not connect to.</summary>
    Blocked,

    /// <summary>The name does not exist, the connection is refused or broken, or the scheme is unsupported.</summary>
    Unreachable,

    /// <summary>The server did not answer or finish in time.</summary>
    TimedOut,
}

/// <summary>Classifies what the guarding library, the pipeline and the sockets throw.</summary>
/// <remarks>An <see cref="ArgumentException"/> counts as unreachable: the resolver throws it for an address such as 0.0.0.0.</remarks>
internal static class FetchFailures
{
    /// <returns>Null if the exception has nothing to do with the address.</returns>
    public static FetchFailure? Find(Exception? exception) => exception switch
    {
        null => null,
        AntiSSRFException => FetchFailure.Blocked,
        _ when Find(exception.InnerException) is FetchFailure.Blocked => FetchFailure.Blocked,
        TimeoutRejectedException or OperationCanceledException or TimeoutException => FetchFailure.TimedOut,
        HttpRequestException or SocketException or IOException or NotSupportedException or ArgumentException => FetchFailure.Unreachable,
        _ => null,
    };
}
