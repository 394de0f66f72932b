namespace Azure.Messaging.ServiceBus;

/// <summary>How the real client reaches the service; the emulator takes either and uses neither.</summary>
public enum ServiceBusTransportType
{
    AmqpTcp = 0,
    AmqpWebSockets = 1,
}
