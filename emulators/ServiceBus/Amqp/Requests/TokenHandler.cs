using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>The node <c>$cbs</c>: accepts tokens ("AMQP Claims-based Security"). Its replies name their status as that draft does, unlike the management node's.</summary>
internal sealed class TokenHandler(BrokerConnection connection) : IRequestHandler
{
    private const int Accepted = 202;
    private const int BadRequest = 400;
    private const int Unauthorized = 401;

    public Task<AmqpMessage> AnswerAsync(AmqpMessage request) => Task.FromResult(Answer(request));

    private AmqpMessage Answer(AmqpMessage request)
    {
        var operation = request.ApplicationProperties.Map.TryGetValue("operation", out string name) ? name : null;
        if (operation != "put-token")
        {
            return Status(BadRequest, "The only operation is put-token.");
        }

        return request.ValueBody?.Value is string token && connection.TryAddToken(token)
            ? Status(Accepted, "Accepted")
            : Status(Unauthorized, "InvalidSignature: The token has an invalid signature, or is expired, or is not one of a shared access key.");
    }

    private static AmqpMessage Status(int code, string description)
    {
        var answer = AmqpMessage.Create(new AmqpValue { Value = null });
        answer.ApplicationProperties.Map["status-code"] = code;
        answer.ApplicationProperties.Map["status-description"] = description;
        return answer;
    }
}
