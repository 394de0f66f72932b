using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SegFunctions.Local.Client;

/// <summary>
/// Retries for a minute while a server that has responded before is unreachable or busy, since it may be restarting. A request that might have
/// taken effect already is not sent twice, unless it has an idempotency key. If the server was never reached, requests fail at once.
/// </summary>
internal sealed class PatientHandler : DelegatingHandler
{
    /// <summary>The header of a request that takes effect only once, however often it is sent.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    // The limit is a time, not a number of retries, since the server may request pauses of its own.
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
            // The framework does not wrap this exception if a server dies while a connection to it is being opened.
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

    /// <summary>The pause that the server requests, which is kept in full even if it exceeds the pipeline's longest one.</summary>
    private static TimeSpan NamedPause(HttpResponseMessage? response, TimeProvider time) =>
        response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() ?? TimeSpan.Zero : TimeSpan.Zero;

    private static bool MayRepeat(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome) =>
        request.Method == HttpMethod.Post && !request.Headers.Contains(IdempotencyKey)
        ? (outcome.Exception as SocketException ?? outcome.Exception?.InnerException as SocketException)?.SocketErrorCode == SocketError.ConnectionRefused
        : outcome.Exception is HttpRequestException or SocketException || (outcome.Result is { } response && IsBusy(response));

    /// <summary>A conflict with a Retry-After means that an earlier try of the same request is still in progress.</summary>
    private static bool IsBusy(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || response is { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null };
}
