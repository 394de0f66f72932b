namespace Azure.Messaging.ServiceBus;

/// <summary>How the pause between two tries grows.</summary>
public enum ServiceBusRetryMode
{
    Fixed = 0,
    Exponential = 1,
}
