using System.Globalization;
using SegFunctions.Jobs;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Query of GET /v1/jobs.</summary>
/// <param name="Limit">1–100, default 20.</param>
/// <param name="After">The last job of the previous page; null for the first page.</param>
/// <param name="Filter">From <c>jobId</c>, <c>mode</c> and <c>status</c>; null when nothing can match.</param>
internal sealed record SegmentationApiListQuery(int Limit, JobId? After, JobFilter? Filter)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    /// <exception cref="ApiException">Names every fault.</exception>
    public static SegmentationApiListQuery Read(Func<string, string?> query)
    {
        var faults = new List<string>();
        var limit = DefaultLimit;
        if (query("limit") is { } limitText
            && !(int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
        {
            faults.Add($"limit must be a whole number from 1 to {MaxLimit}");
        }

        JobId? after = null;
        if (query("nextToken") is { } token)
        {
            after = JobId.TryParse(token, out var last) ? last : null;
            if (after is null)
            {
                faults.Add("nextToken was not issued by this server");
            }
        }

        var filter = ReadFilter(query, faults);
        return faults.Count == 0 ? new SegmentationApiListQuery(limit, after, filter) : throw ApiException.ForFaults(faults);
    }

    private static JobFilter? ReadFilter(Func<string, string?> query, List<string> faults)
    {
        var mode = query("mode");
        if (mode is not (null or SegmentationApiMapping.SingleMode or SegmentationApiMapping.BatchMode or JobTypes.Video))
        {
            faults.Add("mode must be single, batch or video");
        }

        JobStatus[]? statuses = null;
        if (query("status") is { } word)
        {
            statuses = [.. Enum.GetValues<JobStatus>().Where(status => SegmentationApiMapping.ToWord(status) == word)];
            if (statuses.Length == 0)
            {
                faults.Add("status must be queued, processing, success or failed");
            }
        }

        var idText = query("jobId");
        var id = JobId.TryParse(idText, out var parsed) ? parsed : (JobId?)null;
        bool? isVideo = mode is null ? null : mode == JobTypes.Video;
        bool? oneItem = isVideo is false ? mode == SegmentationApiMapping.SingleMode : null;
        return idText is not null && id is null ? null
            : idText is null && mode is null && statuses is null ? JobFilter.None
            : new JobFilter(id, oneItem, isVideo, statuses);
    }
}
