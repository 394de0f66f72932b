using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using SegFunctions.Fetching;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Sends one request to a receiver, and reports its outcome.</summary>
public sealed class WebhookSender(OutgoingClients clients, IOptions<WebhookOptions> options, TimeProvider time)
{
    private static readonly ProductInfoHeaderValue Agent = new("SegFunctions", "1.0");

    /// <param name="delivery">The message to send.</param>
    /// <param name="receiver">Where to send it.</param>
    /// <param name="dialect">The delivery's dialect.</param>
    /// <param name="cancellationToken">Ends the attempt with an exception, which says nothing about the receiver.</param>
    public async Task<SentMessage> SendAsync(Delivery delivery, Receiver receiver, IWebhookDialect dialect, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var (began, started) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            using var request = Create(delivery, receiver, dialect, began);
            using var client = clients.ForWebhook(request.RequestUri!);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var answer = await ReadStartAsync(response.Content, linked.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return new SentMessage(new DeliveryAttempt(began, (int)response.StatusCode, null, Elapsed(started), answer), RetryAfterOf(response, began));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FetchFailures.Find(exception) is { } failure)
        {
            // The filter accepts any exception type, but only failures of the receiver or its network.
            return new SentMessage(new DeliveryAttempt(began, null, ToFault(failure), Elapsed(started), ""), null);
        }
    }

    private static HttpRequestMessage Create(Delivery delivery, Receiver receiver, IWebhookDialect dialect, DateTimeOffset now)
    {
        var body = delivery.Body.ToMemory();
        var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.UserAgent.Add(Agent);
        foreach (var (name, value) in receiver.Headers ?? new Dictionary<string, string>())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        dialect.Sign(request, delivery.Key.MessageId, body.Span, receiver, now);
        return request;
    }

    /// <summary>Reads the start of the body. The status is known already and counts, even if the rest is slow or cut off.</summary>
    private static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var start = new byte[DeliveryAttempt.MaxAnswerBytes];
        var read = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            int more;
            while (read < start.Length && (more = await body.ReadAsync(start.AsMemory(read), cancellationToken)) > 0)
            {
                read += more;
            }
        }
        catch (Exception exception) when (FetchFailures.Find(exception) is not null)
        {
            // Whatever was read so far is recorded.
        }

        return Encoding.UTF8.GetString(start, 0, read);
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } => date - now,
        _ => null,
    };

    private static AttemptFault ToFault(FetchFailure failure) => failure switch
    {
        FetchFailure.Blocked => AttemptFault.Blocked,
        FetchFailure.TimedOut => AttemptFault.TimedOut,
        _ => AttemptFault.Unreachable,
    };

    private int Elapsed(long started) => (int)time.GetElapsedTime(started).TotalMilliseconds;
}

/// <param name="RetryAfter">The delay that the receiver requested; null if it did not.</param>
public sealed record SentMessage(DeliveryAttempt Attempt, TimeSpan? RetryAfter);
