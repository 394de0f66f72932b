using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SegFunctions.Local.Client;

/// <summary>
/// Tries again for a minute while a server that has answered before is away or busy, since it may be starting again. What might have
/// been done already is not sent twice, unless it has a key by which the server knows it again. A server that was never reached fails at once.
/// </summary>
internal sealed class PatientHandler : DelegatingHandler
{
    /// <summary>The header of a request that the server does once, however often it is sent.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    // A limit in retries would be short with a server that names a pause of its own.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ResiliencePropertyKey<long> FirstFault = new("first-fault");
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private volatile bool _reached;

    /// <param name="time">For the pauses.</param>
    public PatientHandler(TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = FirstPause,
            MaxDelay = LongestPause,
            UseJitter = false,
            ShouldHandle = attempt => new(
                _reached && MayRepeat(attempt.Context.GetRequestMessage()!, attempt.Outcome)
                && WaitedFor(attempt.Context, time) + NamedPause(attempt.Outcome.Result, time) < Patience),
        });
        InnerHandler = new ResilienceHandler(pipeline.Build()) { InnerHandler = new SocketsHttpHandler() };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            _reached = true;
            return response;
        }
        catch (SocketException exception)
        {
            // The framework lets it through as it is when a server dies while a connection to it is being made.
            throw new HttpRequestException(exception.Message, exception);
        }
    }

    private static TimeSpan WaitedFor(ResilienceContext context, TimeProvider time)
    {
        if (!context.Properties.TryGetValue(FirstFault, out var first))
        {
            context.Properties.Set(FirstFault, first = time.GetTimestamp());
        }

        return time.GetElapsedTime(first);
    }

    /// <summary>A pause that the server asks for is kept in full, even above the pipeline's longest one.</summary>
    private static TimeSpan NamedPause(HttpResponseMessage? response, TimeProvider time) =>
        response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() ?? TimeSpan.Zero : TimeSpan.Zero;

    private static bool MayRepeat(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome) =>
        request.Method == HttpMethod.Post && !request.Headers.Contains(IdempotencyKey)
        ? (outcome.Exception as SocketException ?? outcome.Exception?.InnerException as SocketException)?.SocketErrorCode == SocketError.ConnectionRefused
        : outcome.Exception is HttpRequestException or SocketException || (outcome.Result is { } response && IsBusy(response));

    /// <summary>A conflict that names a time is a first sending of the same request, still under way.</summary>
    private static bool IsBusy(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || response is { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null };
}
