using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Annotations;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;
using SegFunctions.Webhooks;

namespace SegFunctions.Archives;

/// <summary>Starts archive builds and finds archives; at most one archive per job is valid at a time.</summary>
public sealed class ArchiveClient(BlobStore blobs, JobPresence jobs, IOptions<ArchiveOptions> options, TimeProvider time)
{
    /// <returns>Null if none was requested, or the last one has expired.</returns>
    public async Task<ArchiveState?> FindAsync(DurableTaskClient durable, string jobId, CancellationToken cancellationToken)
    {
        var instance = await durable.GetInstanceAsync(InstanceId(jobId), true, cancellationToken);
        return instance?.RuntimeStatus switch
        {
            null => null,
            OrchestrationRuntimeStatus.Pending => new ArchiveState(ArchiveStatus.Pending, null),
            OrchestrationRuntimeStatus.Completed => instance.ReadOutputAs<ArchiveOutcome>() is { } built && built.Expires > time.GetUtcNow()
                ? new ArchiveState(ArchiveStatus.Ready, built.Expires)
                : null,
            _ => new ArchiveState(instance.IsCompleted ? ArchiveStatus.Failed : ArchiveStatus.Building, null),
        };
    }

    private const int ParallelWrites = 16;

    /// <summary>Greater than the sequence numbers of all the job's own messages: two per item, and a few at its start and end.</summary>
    private const long FirstSequence = 1_000;

    /// <summary>Starts a build. If two calls are concurrent, the second joins the build that the first has started.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="job">The job that the archive is for.</param>
    /// <param name="request">The content of the archive.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task StartAsync(DurableTaskClient durable, Job job, ArchiveRequest request, CancellationToken cancellationToken)
    {
        var paths = new ArchivePaths(request.Account, request.JobId);
        var manifest = new ArchiveEntry(request.ManifestName, paths.Written(request.ManifestName));
        var annotations = request.Annotations.Select(file => new ArchiveEntry(file.Name, paths.Written(file.Name)));
        var plan = new ArchivePlan(time.GetUtcNow(), [manifest, .. annotations, .. request.Entries]);
        var writing = new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            request.Annotations, writing, async (file, token) => await blobs.PutAsync(paths.Written(file.Name), file.Content, file.ContentType, token));
        await blobs.PutAsync(manifest.Source, request.Manifest, "application/json", cancellationToken);
        await blobs.PutAsync(paths.Plan, BinaryData.FromObjectAsJson(plan, ContractJson.Options), "application/json", cancellationToken);
        await ScheduleAsync(durable, request.JobId, new ArchiveInput(paths.Plan, paths.Zip, options.Value.Lifetime, FindNotice(job)), cancellationToken);
        if (await jobs.IsGoneAsync(durable, job.Account, job.Id, cancellationToken))
        {
            await RemoveAsync(durable, job.Account, job.Id, cancellationToken);
        }
    }

    /// <summary>Deletes the archive, and what it is built from; a running build is terminated.</summary>
    /// <exception cref="TimeoutException">The build did not end in time.</exception>
    public async Task RemoveAsync(DurableTaskClient durable, string account, JobId job, CancellationToken cancellationToken)
    {
        var paths = new ArchivePaths(account, job.ToString());
        await durable.EndAndPurgeAsync(InstanceId(job.ToString()), time, cancellationToken);
        await blobs.RemoveAsync(paths.Zip, cancellationToken);
        await blobs.RemoveFolderAsync(paths.Folder, cancellationToken);
    }

    private async Task ScheduleAsync(DurableTaskClient durable, string jobId, ArchiveInput input, CancellationToken cancellationToken)
    {
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                ArchiveFunctionNames.RunArchive, input, new StartOrchestrationOptions(InstanceId(jobId)), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses the id of a running instance with an exception type of its own. If an archive is found now, another request was faster.
            if (await FindAsync(durable, jobId, cancellationToken) is null or { Status: ArchiveStatus.Failed })
            {
                throw;
            }
        }
    }

    /// <summary>Each build of an archive has a greater sequence number than the one before.</summary>
    private ArchiveNotice? FindNotice(Job job)
    {
        var now = time.GetUtcNow();
        var sequence = FirstSequence + (long)(now - job.Summary.Created).TotalSeconds;
        var message = new WebhookMessage(
            job.Account, job.Id.ToString(), WebhookEvents.ArchiveReady, sequence, now, job.Status, job.Summary.ItemCount, Metadata: job.Metadata);
        return job.Subscriptions.Count == 0 ? null : new ArchiveNotice(message, job.Subscriptions);
    }

    public static string InstanceId(string jobId) => $"archive-{jobId}";
}

/// <summary>The content of an archive.</summary>
/// <param name="Created">Timestamp of every entry, so that repeated builds give the same bytes.</param>
/// <param name="Entries">In the order of the archive; names are unique.</param>
public sealed record ArchivePlan(DateTimeOffset Created, IReadOnlyList<ArchiveEntry> Entries);

/// <param name="Name">Path inside the archive, with <c>/</c>.</param>
/// <param name="Source">The blob that holds the content.</param>
public sealed record ArchiveEntry(string Name, BlobReference Source);

/// <summary>The files of an ended job, as one vendor's API packs them.</summary>
/// <param name="Account">Owner of the job.</param>
/// <param name="JobId">Instance id of the job's orchestration.</param>
/// <param name="ManifestName">Name of the first entry, the manifest.</param>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Entries">Further entries that are stored already.</param>
/// <param name="Annotations">Further entries that are made for the archive.</param>
public sealed record ArchiveRequest(
    string Account, string JobId, string ManifestName, BinaryData Manifest, IReadOnlyList<ArchiveEntry> Entries, IReadOnlyList<AnnotationFile> Annotations);
