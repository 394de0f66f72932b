using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Jobs;

namespace SegFunctions.Apis.Own;

/// <summary>
/// Streams a job's events as server-sent events, from the one after <paramref name="after"/> to the job's end. The only state of a follower is its position: a slow one
/// skips no event, and does not delay others.
/// </summary>
/// <param name="states">The job's state, each time it has new events.</param>
/// <param name="after">Sequence number of the last event that the client has received; 0 for none.</param>
/// <param name="write">Returns the name and the JSON, without line breaks, of a job's event by its sequence number.</param>
/// <param name="stopping">Ends the stream when the app stops.</param>
/// <param name="leaving">The function's token. A host may cancel it before the connection breaks, and so keep the connection for other requests.</param>
internal sealed class EventStream(
    IAsyncEnumerable<Job> states,
    long after,
    Func<Job, int, (string Name, BinaryData Body)> write,
    TimeProvider time,
    CancellationToken stopping,
    CancellationToken leaving) : IResult
{
    public const string ContentType = "text/event-stream";

    /// <summary>Shorter than the 230 s after which the host ends a request.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(200);

    /// <summary>Interval of comments that keep proxies from closing an idle stream.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private static readonly ReadOnlyMemory<byte> Opening = ": open\nretry: 2000\n\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Comment = ": quiet\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        // Otherwise nginx would buffer events.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var late = new CancellationTokenSource(Lifetime, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, leaving, late.Token, stopping);
        try
        {
            await FollowAsync(response.BodyWriter, ending.Token);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // The client has left, or will reconnect.
        }
    }

    /// <summary>Sends all events known so far in one write, with the opening comment, and then each new one.</summary>
    private async Task FollowAsync(PipeWriter body, CancellationToken cancellationToken)
    {
        var next = after;
        body.Write(Opening.Span);
        using var timer = new PeriodicTimer(Quiet, time);
        // Without the token: an exception for each reader who leaves would cost more than all the rest, and the sequence of states ends by the token.
        var quiet = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        await using var following = states.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var move = following.MoveNextAsync().AsTask();
            try
            {
                while (!move.IsCompleted)
                {
                    await body.FlushAsync(cancellationToken);
                    if (await Task.WhenAny(move, quiet) == move)
                    {
                        break;
                    }

                    body.Write(Comment.Span);
                    quiet = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                }
            }
            finally
            {
                // An enumerator must not be disposed of while it moves; the same token ends both.
                await ((Task)move).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!await move)
            {
                break;
            }

            var job = following.Current;
            for (; next < job.Events.Count; next++)
            {
                body.Write(Format(job, (int)next + 1).Span);
            }
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await body.FlushAsync(cancellationToken);
        }
    }

    /// <remarks>The id comes last: some clients count an event as received once they have read its id, even if the connection breaks before its end.</remarks>
    private ReadOnlyMemory<byte> Format(Job job, int sequence)
    {
        var (name, body) = write(job, sequence);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: {name}\ndata: {body}\nid: {sequence}\n\n"));
    }
}
