using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by a message, or by several at once.</summary>
/// <param name="queueName">A queue's name, or <c>{queue}/$DeadLetterQueue</c>; <c>%setting%</c> is read from the configuration.</param>
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string? QueueName { get; } = queueName;

    /// <summary>The setting with the connection string. Default: <c>AzureWebJobsServiceBus</c>.</summary>
    public string? Connection { get; set; }

    /// <summary>Default: false. True asks for an array parameter.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Default: true. False leaves completing to the function; what it does not settle comes back when the lock runs out.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    /// <summary>Default: false. The emulator has no sessions and refuses true at the start.</summary>
    public bool IsSessionsEnabled { get; set; }
}
