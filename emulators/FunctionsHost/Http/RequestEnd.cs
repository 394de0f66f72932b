using Microsoft.AspNetCore.Http;

namespace Emulators.FunctionsHost.Http;

/// <summary>
/// Ends both halves of a request whose client leaves, or that takes too long. The function is told at once, and as a rule the connection to the worker is cut at once too.
/// Only an event stream whose client leaves gets a moment in which its function may end it, since readers of events come and go: a cut would cost both processes several
/// exceptions and a new connection for each.
/// </summary>
internal sealed class RequestEnd : IDisposable
{
    private const string EventStream = "text/event-stream";

    /// <summary>How long one half may outlast the other.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _told;
    private readonly CancellationTokenSource _cut;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _lock = new();
    private TimeSpan _cutAt = TimeSpan.MaxValue;
    private readonly CancellationTokenRegistration _cutting;
    private readonly HttpContext _http;

    /// <param name="http">Its <see cref="HttpContext.RequestAborted"/> becomes <see cref="Cut"/>, which the forwarder obeys.</param>
    /// <param name="duration">How long it may take.</param>
    public RequestEnd(HttpContext http, TimeSpan duration, TimeProvider time)
    {
        (_http, _time, _began) = (http, time, time.GetTimestamp());
        _cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Left = http.RequestAborted;
        http.RequestAborted = _cut.Token;
        _late = new CancellationTokenSource(duration, time);
        _told = CancellationTokenSource.CreateLinkedTokenSource(Left, _late.Token);
        _cutting = _told.Token.UnsafeRegister(_ => CutAfter(!IsLate && IsEventStream(http.Response) ? Moment : TimeSpan.Zero), null);
    }

    /// <summary>Canceled when the client has left.</summary>
    public CancellationToken Left { get; }

    /// <summary>Canceled when the function is to stop.</summary>
    public CancellationToken Told => _told.Token;

    /// <summary>Canceled when the connection to the worker is to be cut.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Whether the request has taken too long.</summary>
    public bool IsLate => _late.IsCancellationRequested;

    public Task TellAsync() => _told.CancelAsync();

    /// <summary>Does nothing once the request has ended, or if it is to be cut sooner anyway.</summary>
    public void CutAfter(TimeSpan delay)
    {
        try
        {
            lock (_lock)
            {
                var at = _time.GetElapsedTime(_began) + delay;
                if (at < _cutAt)
                {
                    _cutAt = at;
                    _cut.CancelAfter(delay);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The request has already ended.
        }
    }

    public void Dispose()
    {
        _http.RequestAborted = Left;
        _cutting.Dispose();
        _told.Dispose();
        _late.Dispose();
        _cut.Dispose();
    }

    private static bool IsEventStream(HttpResponse response) =>
        response.HasStarted && response.ContentType?.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase) == true;
}
