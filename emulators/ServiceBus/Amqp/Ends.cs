using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp;

internal static class Ends
{
    /// <summary>Closes a connection, a link or a transport without notifying the client. Never throws.</summary>
    public static void CutOff(this AmqpObject gone)
    {
        try
        {
            gone.Abort();
        }
        // It is closed, whatever the library threw, and there is no caller to inform.
        catch (Exception)
        {
        }
    }
}
