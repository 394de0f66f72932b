using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc.Messages;
using Google.Protobuf;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>Encodes messages as the real extension passes them to a worker.</summary>
internal static class MessageEncoding
{
    private const string Version = "1.0";
    private const string Source = "AzureServiceBusReceivedMessage";
    private const string ContentType = "application/octet-stream";
    private const int LockTokenBytes = 16;

    /// <param name="messages">Exactly one for a function that is not batched.</param>
    public static InvocationRequest Request(HostFunction function, IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        var data = function.Trigger.Cardinality == "Many" ? Many(function.Trigger, messages) : One(function.Trigger, messages[0]);
        var request = new InvocationRequest { InputData = { new ParameterBinding { Name = function.Trigger.Name, Data = data } } };
        if (messages is [var single])
        {
            Describe(request, single);
        }

        return request;
    }

    private static TypedData One(FunctionBinding trigger, ServiceBusReceivedMessage message) =>
        trigger.SupportsDeferredBinding ? new TypedData { ModelBindingData = Encode(message) }
        : trigger.DataType == "Binary" ? new TypedData { Bytes = ByteString.CopyFrom(message.Body) }
        : new TypedData { String = message.Body.ToString() };

    private static TypedData Many(FunctionBinding trigger, IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        if (trigger.SupportsDeferredBinding)
        {
            return new TypedData { CollectionModelBindingData = new CollectionModelBindingData { Items = { messages.Select(Encode) } } };
        }

        return trigger.DataType == "Binary"
            ? new TypedData { CollectionBytes = new CollectionBytes { Bytes = { messages.Select(message => ByteString.CopyFrom(message.Body)) } } }
            : new TypedData { CollectionString = new CollectionString { String = { messages.Select(message => message.Body.ToString()) } } };
    }

    private static ModelBindingData Encode(ServiceBusReceivedMessage message)
    {
        var amqp = message.GetRawAmqpMessage().ToBytes().ToMemory();
        var content = new byte[LockTokenBytes + amqp.Length];
        Guid.Parse(message.LockToken).TryWriteBytes(content);
        amqp.CopyTo(content.AsMemory(LockTokenBytes));
        return new ModelBindingData { Version = Version, Source = Source, ContentType = ContentType, Content = UnsafeByteOperations.UnsafeWrap(content) };
    }

    /// <summary>Adds the metadata that a function may bind by parameter name, and the trace that the message belongs to.</summary>
    private static void Describe(InvocationRequest request, ServiceBusReceivedMessage message)
    {
        request.TriggerMetadata["MessageId"] = new TypedData { String = message.MessageId ?? "" };
        request.TriggerMetadata["DeliveryCount"] = new TypedData { Json = JsonSerializer.Serialize(message.DeliveryCount) };
        request.TriggerMetadata["SequenceNumber"] = new TypedData { Json = JsonSerializer.Serialize(message.SequenceNumber) };
        request.TriggerMetadata["EnqueuedTimeUtc"] = new TypedData { Json = JsonSerializer.Serialize(message.EnqueuedTime.UtcDateTime) };
        request.TriggerMetadata["LockToken"] = new TypedData { String = message.LockToken };
        request.TriggerMetadata["ApplicationProperties"] = new TypedData { Json = JsonSerializer.Serialize(message.ApplicationProperties) };
        if (message.ApplicationProperties.GetValueOrDefault("traceparent") is string parent && System.Diagnostics.Activity.Current is null)
        {
            request.TraceContext = new RpcTraceContext { TraceParent = parent };
        }
    }
}
