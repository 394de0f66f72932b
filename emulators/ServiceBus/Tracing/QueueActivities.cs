using System.Diagnostics;

namespace Azure.Messaging.ServiceBus.Tracing;

/// <summary>The activities of one queue's sender or processor, with the names, kinds and tags of the real client's.</summary>
internal sealed class QueueActivities(string fullyQualifiedNamespace, string entityPath)
{
    private static readonly ActivitySource Messages = new("Azure.Messaging.ServiceBus.Message");
    private static readonly ActivitySource Senders = new("Azure.Messaging.ServiceBus.ServiceBusSender");
    private static readonly ActivitySource Processors = new("Azure.Messaging.ServiceBus.ServiceBusProcessor");

    /// <summary>Gives the message a trace of its own unless it has one: it is what the receiver's work belongs to.</summary>
    public void Instrument(ServiceBusMessage message)
    {
        if (TraceProperties.AreIn(message.ApplicationProperties))
        {
            return;
        }

        using Activity? activity = Start(Messages, "Message", ActivityKind.Producer, null, default, []);
        if (Activity.Current is { } current)
        {
            TraceProperties.Write(message.ApplicationProperties, current);
        }
    }

    /// <returns>Null where nobody listens.</returns>
    public Activity? StartSend(string name, IReadOnlyCollection<ServiceBusMessage> messages)
    {
        Activity? activity = Start(Senders, name, ActivityKind.Client, "publish", default, messages.Select(message => TraceProperties.Read(message.ApplicationProperties)));
        return messages.Count > 1 ? activity?.SetTag("messaging.batch.message_count", messages.Count) : activity;
    }

    /// <returns>A child of the activity that the message was sent in; null where nobody listens.</returns>
    public Activity? StartProcess(ServiceBusReceivedMessage message)
    {
        if (!Processors.HasListeners())
        {
            return null;
        }

        ActivityContext parent = TraceProperties.Read(message.ApplicationProperties);
        return Start(Processors, "ServiceBusProcessor.ProcessMessage", ActivityKind.Consumer, "process", parent, [parent]);
    }

    public static void Fail(Activity? activity, Exception exception) => activity?
        .SetTag("error.type", exception.GetType().FullName)
        .SetStatus(ActivityStatusCode.Error, exception.ToString());

    private Activity? Start(
        ActivitySource source, string name, ActivityKind kind, string? operation, ActivityContext parent, IEnumerable<ActivityContext> links)
    {
        if (!ActivitySwitch.IsOn || !source.HasListeners())
        {
            return null;
        }

        var tags = new ActivityTagsCollection
        {
            ["az.namespace"] = "Microsoft.ServiceBus",
            ["messaging.system"] = "servicebus",
            ["server.address"] = fullyQualifiedNamespace,
            ["messaging.destination.name"] = entityPath,
            ["az.schema_url"] = "https://opentelemetry.io/schemas/1.23.0",
        };
        if (operation is not null)
        {
            tags["messaging.operation"] = operation;
        }

        return source.StartActivity(name, kind, parent, tags, links.Where(link => link != default).Select(link => new ActivityLink(link)));
    }
}
