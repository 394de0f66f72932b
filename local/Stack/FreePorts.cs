using System.Net;
using System.Net.Sockets;

namespace SegFunctions.Local.Stack;

/// <summary>Finds ports on which no process listens.</summary>
internal static class FreePorts
{
    // Below the range of ephemeral ports, so that no outgoing connection can take the port before the child does.
    private const int First = 20_000;
    private const int End = 32_000;

    /// <returns>The requested number of different free ports of 127.0.0.1.</returns>
    public static int[] Find(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            while (listeners.Count < count)
            {
                if (TryListen(Random.Shared.Next(First, End)) is { } listener)
                {
                    listeners.Add(listener);
                }
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    public static bool IsFree(int port)
    {
        using var listener = TryListen(port);
        return listener is not null;
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
