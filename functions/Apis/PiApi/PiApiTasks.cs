using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Submission;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.PiApi;

/// <summary>Reads tasks: a job together with its request, which is stored with it.</summary>
internal sealed class PiApiTasks(
    JobClient jobs, RequestStore requests, SecretStore secrets, Receivers receivers, ManifestStore manifests, PublicLinks links, TimeProvider time)
{
    public static ApiException NotFound() => new(ApiErrorCode.JobNotFound, "There is no such task.");

    /// <param name="id">The id of a job that has not started yet.</param>
    /// <param name="order">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task KeepAsync(JobId id, PiApiOrder order, CancellationToken cancellationToken)
    {
        var account = order.Spec.Account;
        if (order.Kept.HasWebhook)
        {
            await receivers.TryAddOwnAsync(account, id, order.Webhook, cancellationToken);
        }

        await requests.AddAsync(account, id, PiApiSurface.Name, order.Kept, cancellationToken);
    }

    /// <returns>Null if the account has no such task, or it has expired.</returns>
    public async Task<Job?> FindJobAsync(DurableTaskClient durable, string account, string taskId, CancellationToken cancellationToken) =>
        JobId.TryParseGuid(taskId, out var id) ? await FindJobAsync(durable, account, id, cancellationToken) : null;

    /// <inheritdoc cref="FindJobAsync(DurableTaskClient, string, string, CancellationToken)"/>
    public async Task<Job?> FindJobAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await jobs.FindAsync(durable, account, id, cancellationToken) is { Summary.Api: PiApiSurface.Name } job ? job : null;

    /// <summary>The account's tasks that have not ended, oldest first.</summary>
    public static async Task<IReadOnlyList<Job>> ListOpenAsync(
        JobLists lists, DurableTaskClient durable, string account, CancellationToken cancellationToken) =>
        [.. (await lists.ListOpenAsync(durable, account, cancellationToken)).Where(job => job.Summary.Api == PiApiSurface.Name)];

    /// <param name="job">A job of this API; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiException">There is no job, or its request is no longer stored.</exception>
    public async Task<TaskItem> GetAsync(Job? job, CancellationToken cancellationToken) =>
        (job is null ? null : await FindAsync(job, cancellationToken)) ?? throw NotFound();

    /// <returns>Null if the job's request is no longer stored.</returns>
    public async Task<TaskItem?> FindAsync(Job job, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync<KeptTask>(job.Account, job.Id, PiApiSurface.Name, cancellationToken) is not { } kept)
        {
            return null;
        }

        var receiver = kept.HasWebhook ? await secrets.FindAsync(SecretReference.OfJob(job.Account, job.Id), cancellationToken) : null;
        var end = job.Summary.ResultsExpire ?? time.GetUtcNow() + PiApiMapping.OutputLifetime;
        var hasOutput = job.Status == JobStatus.Completed && end > time.GetUtcNow();
        var manifest = hasOutput ? await manifests.FindAsync(job.Account, job.Id, cancellationToken) : null;
        return PiApiMapping.ToTask(
            job,
            kept,
            receiver is null ? WebhookConfigItem.None : PiApiMapping.ToWebhook(Receiver.Read(receiver)),
            manifest?.Items[0],
            file => links.ToFile(file, end));
    }
}

/// <summary>The stored part of a request, which responses repeat. The webhook is stored separately, encrypted.</summary>
/// <param name="Image">The address in the request; empty if the picture came as a data URI.</param>
/// <param name="File">The stored picture, if it came as a data URI; null otherwise.</param>
/// <param name="HasWebhook">Whether an endpoint or a secret was named.</param>
/// <param name="Price">Tokens per picture.</param>
internal sealed record KeptTask(
    string Image, BlobReference? File, string Prompt, string NegativePrompt, long SegmentFactor, string ServiceMode, bool HasWebhook, int Price);
