using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>Answers the requests of one node.</summary>
internal interface IRequestHandler
{
    /// <returns>The reply, without its correlation id. Failures are returned as replies too.</returns>
    Task<AmqpMessage> AnswerAsync(AmqpMessage request);
}
