using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>The message or messages, whole or only their bodies, and the actions that settle them.</summary>
internal sealed class QueueTriggerBinding : ITriggerBinding
{
    public Type AttributeType => typeof(ServiceBusTriggerAttribute);

    public ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(ServiceBusTriggerAttribute)))
        {
            return ((ServiceBusTriggerAttribute)trigger).IsBatched ? FindBatched(parameter.ParameterType) : FindSingle(parameter.ParameterType);
        }

        return parameter.ParameterType == typeof(ServiceBusMessageActions) ? context => Delivery(context).Actions : null;
    }

    public void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method)
    {
        if (((ServiceBusTriggerAttribute)trigger).IsSessionsEnabled)
        {
            throw FunctionsStartException.Of(function, "the emulator has no sessions.");
        }
    }

    private static ParameterBinder? FindSingle(Type type) => type switch
    {
        _ when type == typeof(ServiceBusReceivedMessage) => context => Delivery(context).Messages[0],
        _ when type == typeof(BinaryData) => context => Delivery(context).Messages[0].Body,
        _ when type == typeof(string) => context => Delivery(context).Messages[0].Body.ToString(),
        _ => null,
    };

    private static ParameterBinder? FindBatched(Type type) => type switch
    {
        _ when type == typeof(ServiceBusReceivedMessage[]) => context => Delivery(context).Messages.ToArray(),
        _ when type == typeof(BinaryData[]) => context => Delivery(context).Messages.Select(message => message.Body).ToArray(),
        _ when type == typeof(string[]) => context => Delivery(context).Messages.Select(message => message.Body.ToString()).ToArray(),
        _ => null,
    };

    private static QueueDelivery Delivery(InvocationContext context) => (QueueDelivery)context.Trigger;
}
