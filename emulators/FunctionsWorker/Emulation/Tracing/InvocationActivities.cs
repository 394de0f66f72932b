using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Tracing;

/// <summary>The activities of the worker and of its host's queue listener, with the names, kinds and tags of the real ones' (schema 1.37).</summary>
internal static class InvocationActivities
{
    public const string WorkerSource = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Worker = new(WorkerSource);
    private static readonly ActivitySource Listener = new("Azure.Messaging.ServiceBus.ServiceBusListener");

    /// <summary>Of one invocation, below whatever triggered it.</summary>
    /// <returns>Null where nobody listens, and for an orchestrator, whose invocation here lasts as long as its instance is in memory.</returns>
    public static Activity? Start(InvocationContext context) => context.Function.Trigger is OrchestrationTriggerAttribute
        ? null
        : Worker.StartActivity($"function {context.Function.Name}")?
            .SetTag("schema.url", "https://opentelemetry.io/schemas/1.37.0")
            .SetTag("faas.invocation_id", context.InvocationId)
            .SetTag("faas.name", context.Function.Name);

    /// <summary>Of a batch, whose messages belong to traces of their own: it only links to them.</summary>
    public static Activity? StartBatch(IReadOnlyList<ServiceBusReceivedMessage> messages) => Listener.HasListeners()
        ? Listener.StartActivity(
            "ServiceBusListener.ProcessMessages", ActivityKind.Consumer, default(ActivityContext), tags: null, messages.SelectMany(LinksOf))
        : null;

    private static IEnumerable<ActivityLink> LinksOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.GetValueOrDefault("traceparent") is string parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context)
            ? [new ActivityLink(context)]
            : [];
}
