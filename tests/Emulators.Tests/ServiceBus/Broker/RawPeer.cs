using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;

namespace Emulators.Tests.ServiceBus;

/// <summary>A client that does only what the test says: no token by itself, no retries.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly AmqpConnection _connection;
    private AmqpLink? _last;

    private RawPeer(AmqpConnection connection) => _connection = connection;

    public static async Task<RawPeer> ConnectAsync(string connectionString)
    {
        Uri endpoint = ServiceBusConnectionStringProperties.Parse(connectionString).Endpoint;
        AmqpConnection connection = await new AmqpConnectionFactory().OpenConnectionAsync(
            new Uri($"amqp://{endpoint.Authority}"), new SaslAnonymousHandler(), Patience);
        return new RawPeer(connection);
    }

    /// <returns>The broker's status code.</returns>
    public async Task<int> PutTokenAsync(string token)
    {
        AmqpSession session = await OpenSessionAsync();
        string name = $"reply-{Guid.NewGuid():N}";
        var sender = new SendingAmqpLink(session, Settings("$cbs", receives: false));
        var receiver = new ReceivingAmqpLink(session, Settings("$cbs", receives: true, target: name));
        await sender.OpenAsync(Patience);
        await receiver.OpenAsync(Patience);
        AmqpMessage request = AmqpMessage.Create(new AmqpValue { Value = token });
        request.Properties.MessageId = name;
        request.Properties.ReplyTo = name;
        request.ApplicationProperties.Map["operation"] = "put-token";
        request.ApplicationProperties.Map["type"] = "servicebus.windows.net:sastoken";
        request.ApplicationProperties.Map["name"] = "sb://any/orders";
        await sender.SendMessageAsync(request, new ArraySegment<byte>([1]), AmqpConstants.NullBinary, Patience);
        using AmqpMessage answer = await receiver.ReceiveMessageAsync(Patience);
        receiver.DisposeMessage(answer, AmqpConstants.AcceptedOutcome, settled: true, batchable: false);
        int status = (int)answer.ApplicationProperties.Map["status-code"];
        await session.CloseAsync(Patience);
        return status;
    }

    /// <returns>The condition with which the broker closes the link again; null if it stays open.</returns>
    public async Task<string?> TryAttachAsync(string address, bool receives)
    {
        AmqpSession session = await OpenSessionAsync();
        AmqpLinkSettings settings = Settings(address, receives, target: receives ? "here" : null);
        AmqpLink link = receives ? new ReceivingAmqpLink(session, settings) : new SendingAmqpLink(session, settings);
        _last = link;
        Task<string?> closed = LastLinkClosedAsync();
        try
        {
            await link.OpenAsync(Patience);
        }
        catch (AmqpException exception)
        {
            return exception.Error.Condition.Value;
        }

        // A refusal comes as an attach and a detach. An accepted client gets a response on the same session.
        return await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(300))) == closed ? await closed : null;
    }

    /// <summary>Completes when the most recently attached link is closed, with the condition.</summary>
    public Task<string?> LastLinkClosedAsync()
    {
        var closed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        AmqpLink link = _last!;
        link.Closed += (_, _) => closed.TrySetResult((link.TerminalException as AmqpException)?.Error.Condition.Value);
        return closed.Task;
    }

    public ValueTask DisposeAsync()
    {
        _connection.SafeClose();
        return ValueTask.CompletedTask;
    }

    private static AmqpLinkSettings Settings(string address, bool receives, string? target = null) => new()
    {
        LinkName = Guid.NewGuid().ToString("N"),
        Role = receives,
        InitialDeliveryCount = 0,
        TotalLinkCredit = receives ? 10u : 0u,
        AutoSendFlow = receives,
        Source = new Source { Address = receives ? address : "here" },
        Target = new Target { Address = receives ? target : address },
    };

    private async Task<AmqpSession> OpenSessionAsync()
    {
        AmqpSession session = _connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Patience);
        return session;
    }
}
