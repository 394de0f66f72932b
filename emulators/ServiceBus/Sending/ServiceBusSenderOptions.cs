namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a <see cref="ServiceBusSender"/>.</summary>
public class ServiceBusSenderOptions
{
    /// <summary>Name of the sender in diagnostics. Default: made up.</summary>
    public string? Identifier { get; set; }
}
