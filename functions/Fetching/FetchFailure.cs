using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;
using Polly.Timeout;

namespace SegFunctions.Fetching;

/// <summary>Every way in which an address that a client named does not answer as wished.</summary>
public enum FetchFailure
{
    /// <summary>It leads, itself or by a redirect or a look-up, to what the service does not open.</summary>
    Blocked,

    /// <summary>No such name, no connection, a broken or refused one, a scheme that is not taken.</summary>
    Unreachable,

    /// <summary>Too slow.</summary>
    TimedOut,
}

/// <summary>What the guarding library, the pipeline and the sockets throw, by its kind.</summary>
/// <remarks>An address such as 0.0.0.0 is an argument that the resolver does not take.</remarks>
internal static class FetchFailures
{
    /// <returns>Null when the exception says nothing about the address.</returns>
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
