using System.Text.Json;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Reads the request of POST /v1/jobs.</summary>
public sealed class SegmentationApiOrders(
    UploadStore uploads,
    InputUrls inputUrls,
    InputSources sources,
    OutgoingUrls outgoing,
    IOptions<MediaOptions> media,
    IOptions<JobOptions> limits,
    IOptions<VideoOptions> videos,
    AccountLimits accountLimits,
    TimeProvider time)
{
    /// <summary>Collects every fault before refusing: malformed fields, broken rules of the model, and uploads that do not exist. Stores nothing.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="dryRun">The query parameter; null or empty if absent.</param>
    /// <param name="account">The caller's account.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiException">Names every fault.</exception>
    internal async Task<SegmentationApiOrder> ReadAsync(JsonElement body, string? dryRun, string account, CancellationToken cancellationToken)
    {
        var faults = new WireFaults();
        var wanted = new WireReader(faults).Read<CreateJobRequest>(body);
        var isDryRun = ReadSwitch(dryRun, "dryRun", faults);
        var terms = SegmentationApiRetention.Apply(new JobTerms(accountLimits.PriceOf(SegmentationApiSurface.Name)), wanted.Own.Retention);
        var spec = SegmentationApiMapping.ToSpec(wanted, account, videos.Value, time.GetUtcNow()) with { Terms = terms };
        var inputs = SegmentationApiInputs.Read(account, wanted.Own, inputUrls);
        spec = SegmentationApiCutouts.AddInputs(spec, inputs.Items, wanted.Own);
        List<string> more =
        [
            .. JobValidation.FindFaults(spec, limits.Value)
                .Where(fault => !SegmentationApiFaults.FieldsOf(fault, spec).Any(faults.Has))
                .Select(fault => SegmentationApiFaults.ToSentence(fault, spec)),
            .. SegmentationApiFaults.FindModelFaults(wanted.Own, limits.Value.GetModelNames()),
            .. SegmentationApiFaults.FindExemplarFaults(wanted.Own, limits.Value, faults),
        ];
        if (spec.Items.Count <= limits.Value.MaxItems)
        {
            var files = await uploads.FindAsync(spec.Account, wanted.Tasks, cancellationToken);
            more.AddRange(SegmentationApiFaults.FindUploadFaults(wanted, files, media.Value, faults));
            more.AddRange(await FindBackgroundFaultsAsync(spec.Account, wanted.Own, cancellationToken));
            more.AddRange(inputs.Faults);
            more.AddRange(SegmentationApiFaults.FindFrameFaults(wanted, videos.Value));
            more.AddRange(SegmentationApiFaults.FindWebhookFaults(wanted.Own, outgoing.FindWebhookFault));
        }

        more.ForEach(faults.Add);
        faults.ThrowIfAny();
        return new SegmentationApiOrder(spec, inputs, SegmentationApiMapping.ToReceiver(wanted), isDryRun);
    }

    /// <summary>Stores the pictures embedded in the request, and the addresses of those to be fetched.</summary>
    internal async Task<JobSpec> StoreAsync(SegmentationApiOrder order, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var (spec, inputs) = (order.Spec, order.Inputs);
        await inputs.StoreAsync(uploads, cancellationToken);
        return inputs.Addresses.Count == 0
            ? spec
            : spec with { Sources = await sources.AddAsync(spec.Account, inputs.Addresses, key?.RequestName, cancellationToken) };
    }

    private static bool ReadSwitch(string? text, string name, WireFaults faults)
    {
        if (text is not (null or "" or "true" or "false"))
        {
            faults.Add(name, "must be true or false");
        }

        return text == "true";
    }

    private async Task<IReadOnlyList<string>> FindBackgroundFaultsAsync(string account, OwnFields own, CancellationToken cancellationToken)
    {
        var task = own.Cutout?.Background?.Task;
        var files = task is null ? [] : await uploads.FindAsync(account, [task], cancellationToken);
        return [.. files.SelectMany(file => SegmentationApiFaults.FindPictureFaults(SegmentationApiCutouts.TaskField, task!, file, media.Value))];
    }
}

/// <summary>A request that has passed validation.</summary>
/// <param name="Spec">Complete, except for where its sources are stored.</param>
/// <param name="Inputs">The inputs that are still to be stored.</param>
/// <param name="Receiver">Null if the job has none of its own.</param>
/// <param name="IsDryRun">Whether the job is only to be checked and estimated.</param>
internal sealed record SegmentationApiOrder(JobSpec Spec, SegmentationApiInputs Inputs, JobReceiver? Receiver, bool IsDryRun);
