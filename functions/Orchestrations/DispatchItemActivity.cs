using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Queues;
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Orchestrations;

/// <summary>Enqueues one attempt. If it is sent twice, the queue drops the second by its message id.</summary>
public sealed class DispatchItemActivity(InferenceQueue queue, BlobStore blobs, JobPresence jobs)
{
    [Function(FunctionNames.DispatchItem)]
    public async Task RunAsync([ActivityTrigger] DispatchItemInput input, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (input is { Owner: { } owner, Request.PresenceMarker: { } marker })
        {
            await MarkAgainAsync(durable, owner, JobId.Parse(input.Request.JobId), marker, cancellationToken);
        }

        await queue.SendAsync(input.Request, input.Deadline, cancellationToken);
    }

    /// <summary>Writes the marker again: the first attempt may have ended because storage had lost it.</summary>
    private async Task MarkAgainAsync(DurableTaskClient durable, string owner, JobId id, BlobReference marker, CancellationToken cancellationToken)
    {
        await blobs.TryAddAsync(marker, BinaryData.Empty, "text/plain", cancellationToken);
        if (await jobs.IsGoneAsync(durable, owner, id, cancellationToken))
        {
            await blobs.RemoveAsync(marker, cancellationToken);
        }
    }
}

/// <param name="Deadline">A request still queued after this long is dropped: its attempt has been given up.</param>
/// <param name="Owner">The job's account, if its presence marker is to be written again; null for a first attempt.</param>
public sealed record DispatchItemInput(
    InferenceRequest Request, TimeSpan Deadline, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Owner = null)
{
    /// <param name="jobId">Instance id of the job's orchestration.</param>
    public static DispatchItemInput Of(string jobId, JobInput input, ItemAttempt attempt)
    {
        var spec = input.Spec;
        var paths = new ResultPaths(spec.Account, jobId);
        var request = new InferenceRequest(
            jobId,
            attempt.Item,
            attempt.Attempt,
            spec.Items[attempt.Item].Input,
            paths.Attempt(attempt),
            paths.CancelMarker,
            spec.Prompts,
            spec.Options,
            PresenceMarker: spec.IsMarked ? paths.PresenceMarker : null);
        return new DispatchItemInput(request, input.ItemDeadline, attempt.Attempt == 0 ? null : spec.Account);
    }
}
