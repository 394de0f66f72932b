using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace SegFunctions.Extensions.ServiceBus;

/// <summary>
/// Triggers a function with one message, or with several at once. Names, defaults and metadata are those of
/// <c>Microsoft.Azure.Functions.Worker.Extensions.ServiceBus</c>, so that changing the <c>using</c> swaps the two.
/// </summary>
/// <remarks>
/// The parameter may be a <c>ServiceBusReceivedMessage</c>, <c>string</c>, <c>byte[]</c> or <c>BinaryData</c>, or with <see cref="IsBatched"/> an array of
/// these.
/// </remarks>
[InputConverter(typeof(ReceivedMessageConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Default)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    /// <param name="queueName">A queue's name, or <c>{queue}/$DeadLetterQueue</c>; <c>%setting%</c> is resolved by the host.</param>
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    /// <param name="topicName">A topic's name; <c>%setting%</c> is resolved by the host.</param>
    /// <param name="subscriptionName">The name of one of its subscriptions.</param>
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName) => (TopicName, SubscriptionName) = (topicName, subscriptionName);

    /// <summary>Null for a topic.</summary>
    public string? QueueName { get; }

    /// <summary>Null for a queue.</summary>
    public string? TopicName { get; }

    /// <summary>Null for a queue.</summary>
    public string? SubscriptionName { get; }

    /// <summary>The setting with the connection string, or the section with <c>fullyQualifiedNamespace</c>. Default: <c>AzureWebJobsServiceBus</c>.</summary>
    public string? Connection { get; set; }

    public bool IsSessionsEnabled { get; set; }

    /// <summary>True for an array parameter. Default: false.</summary>
    [DefaultValue(false)]
    public bool IsBatched { get; set; }

    /// <summary>Whether the host completes the messages of a successful function. If it is not set, host.json decides; its default is true.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
