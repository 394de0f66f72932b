using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>The node <c>queue/$management</c> ("Request-response-based operations" of the AMQP guide of Service Bus).</summary>
internal sealed class ManagementHandler(QueueNamespace queues, MessageQueue queue) : IRequestHandler
{
    private const int NotFound = 404;
    private const int Gone = 410;
    private const int InternalError = 500;
    private const int NotImplemented = 501;
    private const int BadRequest = 400;

    private readonly ManagementOperations _operations = new(queues, queue);

    public async Task<AmqpMessage> AnswerAsync(AmqpMessage request)
    {
        var operation = request.ApplicationProperties.Map.TryGetValue("operation", out string name) ? name : string.Empty;
        try
        {
            var arguments = request.ValueBody?.Value as AmqpMap ?? new AmqpMap();
            var (status, body) = await (operation switch
            {
                "com.microsoft:renew-lock" => _operations.RenewAsync(arguments),
                "com.microsoft:peek-message" => _operations.PeekAsync(arguments),
                "com.microsoft:schedule-message" => _operations.ScheduleAsync(arguments),
                "com.microsoft:cancel-scheduled-message" => _operations.CancelAsync(arguments),
                "com.microsoft:receive-by-sequence-number" => _operations.ReceiveAsync(arguments),
                "com.microsoft:update-disposition" => _operations.SettleAsync(arguments),
                _ => throw new AmqpException(AmqpErrorCode.NotImplemented, $"The operation '{operation}' is not supported."),
            });
            return Answer(status, "OK", null, body);
        }
        // Every fault needs a reply, since the client waits for one.
        catch (Exception exception)
        {
            var error = exception is InvalidCastException or NullReferenceException
                ? new Error { Condition = AmqpErrorCode.InvalidField, Description = "The request lacks an argument, or has one of the wrong type." }
                : Errors.From(exception);
            return Answer(StatusOf(error.Condition), error.Description, error.Condition, new AmqpMap());
        }
    }

    private static int StatusOf(AmqpSymbol condition) => condition.Value switch
    {
        var value when value == Errors.MessageLockLost.Value => Gone,
        var value when value == Errors.MessageNotFound.Value => NotFound,
        var value when value == AmqpErrorCode.NotImplemented.Value => NotImplemented,
        var value when value == AmqpErrorCode.InternalError.Value => InternalError,
        _ => BadRequest,
    };

    private static AmqpMessage Answer(int status, string description, AmqpSymbol? condition, AmqpMap body)
    {
        var answer = AmqpMessage.Create(new AmqpValue { Value = body });
        var map = answer.ApplicationProperties.Map;
        map["statusCode"] = status;
        map["statusDescription"] = description;
        if (condition is { } symbol)
        {
            // Must be a symbol: the .NET client casts it to one.
            map["errorCondition"] = symbol;
        }

        return answer;
    }
}
