using Microsoft.DurableTask.Client;

namespace SegFunctions.Webhooks;

/// <summary>How one API tells a receiver of a job: what the message says, and what proves that it is ours.</summary>
public interface IWebhookDialect
{
    /// <summary>Stored with every delivery: never rename one.</summary>
    string Name { get; }

    /// <summary>Whether a body depends on its message alone, so that writing it again gives the same bytes: then it need not be stored before it is sent.</summary>
    bool IsRepeatable { get; }

    /// <summary>Writes the message's body. It is stored, at the latest with the first attempt, and every attempt sends the same.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="receiver">Who is told.</param>
    /// <param name="durable">The trigger's client; the job's instance shows what the message says.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>JSON, at most <see cref="MaxBodyBytes"/>.</returns>
    Task<BinaryData> WriteAsync(WebhookMessage message, Receiver receiver, DurableTaskClient durable, CancellationToken cancellationToken);

    /// <summary>Adds what proves the sender, anew for each attempt.</summary>
    /// <param name="request">Has its body and the receiver's headers.</param>
    /// <param name="messageId">The same for every attempt at a message and for all its receivers.</param>
    /// <param name="body">What <see cref="WriteAsync"/> wrote.</param>
    /// <param name="receiver">Who is told.</param>
    /// <param name="now">The attempt's time.</param>
    void Sign(HttpRequestMessage request, string messageId, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now);

    /// <summary>What a delivery's row can hold.</summary>
    public const int MaxBodyBytes = 60 << 10;
}

/// <summary>Every dialect by its name.</summary>
/// <param name="all">The first is spoken where none is named.</param>
public sealed class WebhookDialects(IReadOnlyList<IWebhookDialect> all)
{
    private readonly Dictionary<string, IWebhookDialect> _named = all.ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);

    /// <param name="name">Null for our own.</param>
    public IWebhookDialect Get(string? name) => name is null ? all[0] : _named[name];
}
