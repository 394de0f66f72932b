using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Submission;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.Own;

/// <summary>Streams a job's events as they happen.</summary>
public sealed class EventEndpoints(JobClient jobs, JobWatches watches, StandardDialect dialect, TimeProvider time, IHostApplicationLifetime app)
{
    private const string LastSeen = "Last-Event-ID";

    [Function("Own-FollowJob")]
    [Parameter(LastSeen, "The id of the last event that the client has received; default none.", IsHeader = true)]
    [Answers(200, ContentType = EventStream.ContentType)]
    [Answers(204)]
    public async Task<IResult> FollowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs/{jobId}/events")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var after = ReadLastSeen(request);
        JobId? id = JobId.TryParse(request.RouteText("jobId"), out var parsed) ? parsed : null;
        var job = (id is { } known ? watches.FindFollowed(request.Account(), known) : null) ?? await jobs.GetJobAsync(request, id, durable, cancellationToken);
        if (job.Status.IsTerminal() && after >= job.Events.Count)
        {
            // This status tells a browser not to reconnect.
            return TypedResults.NoContent();
        }

        return new EventStream(
            watches.FollowAsync(durable, job, CancellationToken.None), after, Write, time, app.ApplicationStopping, cancellationToken);
    }

    /// <summary>Writes an event as a webhook's body.</summary>
    private (string Name, BinaryData Body) Write(Job job, int sequence)
    {
        var message = WebhookMessage.Of(job, sequence);
        return (WebhookEventNames.ToWord(message.Event), dialect.Write(message));
    }

    /// <exception cref="ApiException">The header is not a sequence number.</exception>
    private static long ReadLastSeen(HttpRequest request) =>
        request.Headers[LastSeen].ToString() is not { Length: > 0 } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
        : throw new ApiException(ApiErrorCode.RequestInvalid, $"The header {LastSeen} must be the id of a received event, or be absent.");
}
