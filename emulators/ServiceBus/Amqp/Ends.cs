using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp;

internal static class Ends
{
    /// <summary>Ends a connection, a link or a transport without a word to the client. Never throws.</summary>
    public static void CutOff(this AmqpObject gone)
    {
        try
        {
            gone.Abort();
        }
        // It is gone, whatever the library stumbled over; nobody is there to be told.
        catch (Exception)
        {
        }
    }
}
