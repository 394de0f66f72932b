using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace SegFunctions.Extensions.ServiceBus;

/// <summary>Converts the host extension's data to messages: each is its lock token (16 bytes) followed by its AMQP encoding.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ReceivedMessageConverter : IInputConverter
{
    private const string Source = "AzureServiceBusReceivedMessage";
    private const string ContentType = "application/octet-stream";
    private const int LockTokenBytes = 16;

    /// <returns>Unhandled for anything but Service Bus messages; failed for a message that cannot be decoded.</returns>
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return new(context.Source switch
            {
                ModelBindingData one => ConversionResult.Success(Decode(one)),
                CollectionModelBindingData many => ConversionResult.Success(Array.ConvertAll(many.ModelBindingData, Decode)),
                _ => ConversionResult.Unhandled(),
            });
        }
        catch (Exception error)
        {
            // The worker reports it as a failure of the invocation, so the host abandons the messages.
            return new(ConversionResult.Failed(error));
        }
    }

    private static ServiceBusReceivedMessage Decode(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != ContentType)
        {
            throw new InvalidOperationException($"'{data.Source}' with '{data.ContentType}' is not a Service Bus message.");
        }

        ReadOnlyMemory<byte> content = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[LockTokenBytes..])), BinaryData.FromBytes(content[..LockTokenBytes]));
    }
}
