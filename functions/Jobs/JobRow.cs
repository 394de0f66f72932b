using Azure;
using Azure.Data.Tables;

namespace SegFunctions.Jobs;

/// <summary>A job in the table: enough to list it. Partitioned by account, newest first.</summary>
public sealed class JobRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="JobId.NewestFirstKey"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>A terminal status; <see cref="JobStatus.Queued"/> as long as the job is open, since its orchestration has the current status.</summary>
    public string Status { get; set; } = nameof(JobStatus.Queued);

    /// <summary>Drawn at random by the writer that added the row; null once it has been replaced.</summary>
    public string? Claim { get; set; }

    public int ItemCount { get; set; }

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset Updated { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary><see cref="JobSummary.Api"/>.</summary>
    public string? Api { get; set; }

    /// <summary><see cref="JobSummary.IsVideo"/>; null in rows written before videos were supported.</summary>
    public bool? IsVideo { get; set; }

    /// <summary><see cref="JobSummary.Expires"/>.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary><see cref="JobSummary.ResultsExpire"/>; also null once the results are deleted.</summary>
    public DateTimeOffset? ResultsExpire { get; set; }

    public static JobRow Of(string account, JobSummary job) => new()
    {
        PartitionKey = account,
        RowKey = job.Id.NewestFirstKey,
        Status = job.Status.ToString(),
        ItemCount = job.ItemCount,
        Created = job.Created,
        Updated = job.Updated,
        ErrorCode = job.Error?.Code.ToString(),
        ErrorMessage = job.Error?.Message,
        Api = job.Api,
        IsVideo = job.IsVideo,
        Expires = job.Expires,
        ResultsExpire = job.ResultsExpire,
    };

    public JobSummary ToSummary()
    {
        var id = JobId.TryParseKey(RowKey, out var parsed) ? parsed : throw new FormatException($"'{RowKey}' is not a job's row key.");
        var error = ErrorCode is null ? null : new JobError(Enum.Parse<JobErrorCode>(ErrorCode), ErrorMessage ?? "");
        return new JobSummary(id, Enum.Parse<JobStatus>(Status), ItemCount, Created, Updated, error)
        {
            Api = Api,
            IsVideo = IsVideo ?? false,
            Expires = Expires,
            ResultsExpire = ResultsExpire,
        };
    }
}
