using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Submission;

namespace SegFunctions.Apis.Mcp;

/// <summary>Implements the tools: runs a job for one picture and waits for it, and reads the state of such a job.</summary>
[PricedApi(Name)]
public sealed class McpTools(
    InputUrls inputUrls,
    InputSources sources,
    JobClient jobs,
    JobWait waits,
    ManifestStore manifests,
    PublicLinks links,
    AccountLimits accountLimits,
    IOptions<JobOptions> limits,
    TimeProvider time)
{
    /// <summary>The API's name in settings.</summary>
    private const string Name = "Mcp";

    /// <exception cref="ApiException">Names every fault of the arguments.</exception>
    internal async Task<JobReport> RunJobAsync(HttpRequest request, DurableTaskClient durable, PictureArguments wanted, bool isCutout, CancellationToken cancellationToken)
    {
        if (inputUrls.FindFault(wanted.ImageUrl) is { } fault)
        {
            throw ApiException.ForFaults([$"{WireShape.NameOf<PictureArguments>(nameof(wanted.ImageUrl))} {fault}"]);
        }

        var account = request.Account();
        var (items, addresses) = inputUrls.ToItems(account, [wanted.ImageUrl]);
        var spec = McpMapping.ToSpec(wanted, account, items, isCutout, time.GetUtcNow()) with { Terms = new JobTerms(accountLimits.PriceOf(Name)) };
        if (JobValidation.FindFaults(spec, limits.Value) is { Count: > 0 } faults)
        {
            throw ApiException.ForFaults([.. faults.Select(broken => McpMapping.ToSentence(broken, spec))]);
        }

        spec = addresses.Count == 0 ? spec : spec with { Sources = await sources.AddAsync(account, addresses, null, cancellationToken) };
        var id = await jobs.SubmitAsync(durable, spec, accountLimits.Jobs(request.Key()), cancellationToken);
        return await waits.WaitAsync(durable, id, TimeSpan.FromSeconds(wanted.WaitSeconds), cancellationToken) is { } ended
            ? await ReportAsync(ended, cancellationToken)
            : McpMapping.ToReport(id, JobStatus.Running);
    }

    /// <exception cref="ApiException">The job does not exist, or belongs to another account.</exception>
    internal async Task<JobReport> GetJobAsync(HttpRequest request, DurableTaskClient durable, JobArguments wanted, CancellationToken cancellationToken) =>
        await ReportAsync(await jobs.GetJobAsync(request, JobId.TryParse(wanted.JobId, out var id) ? id : null, durable, cancellationToken), cancellationToken);

    private async Task<JobReport> ReportAsync(Job job, CancellationToken cancellationToken) => McpMapping.ToReport(
        job, job.HasResults ? await manifests.FindAsync(job.Account, job.Id, cancellationToken) : null, links.ToFile);
}
