using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Apis.HitPaw;

/// <summary>Maps between HitPaw's records and the job model. Pure functions.</summary>
internal static class HitPawMapping
{
    private const int CoinsPerToken = 20;

    /// <summary>How long a job and its links are kept after its end.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(8);

    /// <param name="items">The one item that the request names.</param>
    /// <param name="price">Tokens per picture.</param>
    public static JobSpec ToSpec(SegmentationRequest request, string account, IReadOnlyList<JobItem> items, int price, DateTimeOffset now) => new(
        account,
        items,
        [new SubjectPrompt()],
        new InferenceOptions(Outputs: WantsCutout(request) ? SegmentOutputs.Cutout : SegmentOutputs.None, MustFind: true),
        now)
    {
        Terms = new JobTerms(price, Lifetime),
    };

    /// <returns>Null if the text is not a job's id.</returns>
    public static JobId? FindJobId(TaskStatusRequest request) => JobId.TryParseGuid(request.JobId, out var id) ? id : null;

    public static AcceptedPayload ToAccepted(JobId id, JobSpec spec) => new(ToText(id), spec.Terms.PriceOf(spec.Items.Count) * CoinsPerToken);

    /// <param name="manifest">Null until the job has completed.</param>
    /// <param name="toLink">Returns the address where the client can download a stored file.</param>
    public static TaskStatusPayload ToStatus(Job job, SegmentationRequest request, JobManifest? manifest, Func<BlobReference, string> toLink)
    {
        var subject = manifest?.Items[0].Segments[0];
        return new TaskStatusPayload(
            ToText(job.Id),
            ToWord(job.Status),
            subject?.Cutout is { } cutout && WantsCutout(request) ? toLink(cutout) : "",
            subject?.Mask is { } mask && request.ReturnType != ReturnTypes.Matted ? toLink(mask) : "",
            request.FileUrl);
    }

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Staged or JobStatus.Queued or JobStatus.Running => "CONVERTING",
        JobStatus.Completed => "COMPLETED",
        JobStatus.Failed or JobStatus.Canceled => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static bool WantsCutout(SegmentationRequest request) => request.ReturnType != ReturnTypes.Mask;

    private static string ToText(JobId id) => id.ToGuid().ToString();
}
