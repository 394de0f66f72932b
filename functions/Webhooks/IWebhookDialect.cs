using Microsoft.DurableTask.Client;

namespace SegFunctions.Webhooks;

/// <summary>How one API's webhooks look: the body of a message, and its signature.</summary>
public interface IWebhookDialect
{
    /// <summary>Stored with every delivery: never rename one.</summary>
    string Name { get; }

    /// <summary>Whether a body depends on its message alone, so that writing it again gives the same bytes. Then it need not be stored before it is sent.</summary>
    bool IsRepeatable { get; }

    /// <summary>Writes the message's body. It is stored with the first attempt at the latest, and every attempt sends the same bytes.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="receiver">Where the message is sent.</param>
    /// <param name="durable">The trigger's client, for bodies that need the job's state.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>JSON, at most <see cref="MaxBodyBytes"/>.</returns>
    Task<BinaryData> WriteAsync(WebhookMessage message, Receiver receiver, DurableTaskClient durable, CancellationToken cancellationToken);

    /// <summary>Signs the request; called for each attempt.</summary>
    /// <param name="request">Has its body and the receiver's headers.</param>
    /// <param name="messageId">The same for every attempt at a message and for all its receivers.</param>
    /// <param name="body">What <see cref="WriteAsync"/> wrote.</param>
    /// <param name="receiver">Where the message is sent.</param>
    /// <param name="now">The attempt's time.</param>
    void Sign(HttpRequestMessage request, string messageId, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now);

    /// <summary>The maximum size of a body, which a delivery's row must hold.</summary>
    public const int MaxBodyBytes = 60 << 10;
}

/// <summary>All dialects by name.</summary>
/// <param name="all">The first is the default, used where none is named.</param>
public sealed class WebhookDialects(IReadOnlyList<IWebhookDialect> all)
{
    private readonly Dictionary<string, IWebhookDialect> _named = all.ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);

    /// <param name="name">Null for our own.</param>
    public IWebhookDialect Get(string? name) => name is null ? all[0] : _named[name];
}
