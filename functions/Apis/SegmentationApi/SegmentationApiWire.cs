using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// segmentationapi.com's responses: every field of its documentation and of its later clients, so that all of them accept the responses.
// A property is always present unless its description says otherwise.

/// <summary>Body of every response that is not 2xx.</summary>
/// <param name="Error">A code for programs.</param>
/// <param name="Message">A sentence for human readers.</param>
/// <param name="RemainingTokens">With 402.</param>
/// <param name="RequestedTokens">With 402.</param>
/// <param name="ActiveJobId">With 409 for too many open jobs.</param>
/// <param name="RetryAfterSeconds">With 429, 503 and 409 for too many open jobs; the header Retry-After says the same.</param>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("remainingTokens"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RemainingTokens,
    [property: JsonPropertyName("requestedTokens"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RequestedTokens,
    [property: JsonPropertyName("activeJobId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ActiveJobId,
    [property: JsonPropertyName("retryAfterSeconds"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterSeconds);

/// <param name="UploadUrl">Absolute; takes one PUT with the same Content-Type and no API key.</param>
/// <param name="TaskId">Opaque.</param>
/// <param name="Bucket">Where the upload will be stored; no client needs it.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="DirectUpload">Extension: where to upload a file that is too big for <paramref name="UploadUrl"/>; absent if direct uploads are off.</param>
internal sealed record PresignResponse(
    [property: JsonPropertyName("uploadUrl"), Url] string UploadUrl,
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("bucket")] string Bucket,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn,
    [property: JsonPropertyName("directUpload"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DirectUploadItem? DirectUpload);

/// <param name="Url">An address of the storage account, which takes one PUT.</param>
/// <param name="Headers">Headers to send with it.</param>
internal sealed record DirectUploadItem(
    [property: JsonPropertyName("url"), Url] string Url,
    [property: JsonPropertyName("headers")] IReadOnlyDictionary<string, string> Headers);

/// <param name="Status">On the vendor's web page, not in its later documentation.</param>
/// <param name="WebhookSecret">Extension: the secret generated to sign the job's messages, shown only here; absent if the request had a secret of its own.</param>
internal sealed record CreateJobResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("webhookSecret"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookSecret);

/// <summary>Extension: POST /v1/jobs of a client that preferred to wait, once the job has ended. It has the fields of an accepted job, and the outcome.</summary>
/// <param name="Status"><c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Absent unless the job failed.</param>
/// <param name="Tasks">As in GET /v1/jobs/{jobId}.</param>
/// <param name="Result">As in GET /v1/jobs/{jobId}/result; absent if the job has none.</param>
internal sealed record EndedJobResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("webhookSecret"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookSecret,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskStatusItem> Tasks,
    [property: JsonPropertyName("result"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultResponse? Result);

/// <summary>Extension: POST /v1/jobs?dryRun=true, for a job without faults.</summary>
/// <param name="UnknownWords">Prompts that are not known words; empty if all are known.</param>
internal sealed record DryRunResponse(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("unknownWords")] IReadOnlyList<UnknownWordItem> UnknownWords,
    [property: JsonPropertyName("estimate")] EstimateItem Estimate);

/// <param name="Text">As sent in the prompts.</param>
/// <param name="Nearest">Known words that it contains or resembles, most likely first; at most three.</param>
internal sealed record UnknownWordItem(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("nearest")] IReadOnlyList<string> Nearest);

/// <param name="Tokens">The cost if every task succeeds; for videos an upper bound, since their frames are not counted yet.</param>
/// <param name="Seconds">Expected time until the job ends, judged by the account's latest jobs; null for videos, and if there are no such jobs.</param>
internal sealed record EstimateItem(
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("seconds")] double? Seconds);

/// <summary>GET /v1/jobs.</summary>
/// <param name="NextToken">Null on the last page, never absent.</param>
internal sealed record ListJobsResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<JobListItem> Items,
    [property: JsonPropertyName("nextToken")] string? NextToken);

/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>success</c> or <c>failed</c>; never <c>completed</c>, which clients reject.</param>
/// <param name="ProcessingMode"><c>single</c>, <c>batch</c> or <c>video</c>.</param>
/// <param name="Error">Null unless the job failed.</param>
internal sealed record JobListItem(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("updatedAt")] DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("processingMode")] string ProcessingMode,
    [property: JsonPropertyName("error")] string? Error);

/// <summary>GET /v1/jobs/{jobId}.</summary>
/// <param name="UserId">The account; older clients require it.</param>
/// <param name="Error">Empty unless the job failed.</param>
/// <param name="RetryOf">Extension: the job whose failed tasks this job retries; absent if it is not a retry.</param>
internal sealed record JobResponse(
    [property: JsonPropertyName("userId")] string UserId,
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("processingMode")] string ProcessingMode,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("updatedAt")] DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskStatusItem> Tasks,
    [property: JsonPropertyName("retryOf"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RetryOf = null);

/// <param name="Error">Absent, never null, unless the task failed.</param>
/// <param name="FramesProcessed">Extension: present while a video is processing, once its number of frames is known; absent otherwise.</param>
/// <param name="Frames">Extension: the number of frames to process; present with <paramref name="FramesProcessed"/>.</param>
internal sealed record TaskStatusItem(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("framesProcessed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? FramesProcessed,
    [property: JsonPropertyName("frames"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Frames);

/// <summary>GET /v1/jobs/{jobId}/result.</summary>
/// <param name="Assets">Every file that the manifest names.</param>
/// <param name="ExpiresIn">Seconds for which the assets' links are valid.</param>
internal sealed record ResultResponse(
    [property: JsonPropertyName("manifest")] ManifestResponse Manifest,
    [property: JsonPropertyName("assets")] IReadOnlyList<AssetItem> Assets,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn);

/// <param name="Key">As in the manifest.</param>
/// <param name="Url">Absolute, signed.</param>
internal sealed record AssetItem(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("url"), Url] string Url);

/// <summary>POST and GET /v1/jobs/{jobId}/download. All six fields are always present; those that do not apply are null.</summary>
/// <param name="Status"><c>pending</c>, <c>processing</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="ExpiresAt">When a ready archive expires and must be requested again.</param>
/// <param name="DownloadUrl">Link to the archive once it is ready; absolute, signed, short-lived.</param>
/// <param name="RetryAfterSeconds">Null once the archive is ready or has failed.</param>
internal sealed record DownloadResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("downloadUrl"), Url] string? DownloadUrl,
    [property: JsonPropertyName("retryAfterSeconds")] int? RetryAfterSeconds,
    [property: JsonPropertyName("error")] string? Error);

/// <summary>GET /v1/account.</summary>
/// <param name="Email">Empty: accounts have no email address.</param>
/// <param name="Image">Always null.</param>
/// <param name="Status"><c>active</c>.</param>
internal sealed record AccountResponse(
    [property: JsonPropertyName("accountId")] string AccountId,
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("emailVerified")] bool EmailVerified,
    [property: JsonPropertyName("image")] string? Image,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("status")] string Status);

/// <summary>GET /v1/account/overview.</summary>
/// <param name="Trial">The account's balance, which the vendor calls a trial; null for an account without a balance.</param>
internal sealed record OverviewResponse(
    [property: JsonPropertyName("tokenUsageLast24h")] long TokenUsageLast24h,
    [property: JsonPropertyName("billing")] BillingItem Billing,
    [property: JsonPropertyName("access")] AccessItem Access,
    [property: JsonPropertyName("trial")] TrialItem? Trial);

/// <summary>The service has no billing: <c>active</c> and nulls.</summary>
internal sealed record BillingItem(
    [property: JsonPropertyName("accessStatus")] string AccessStatus,
    [property: JsonPropertyName("currentPeriodEnd")] DateTimeOffset? CurrentPeriodEnd,
    [property: JsonPropertyName("latestInvoiceStatus")] string? LatestInvoiceStatus,
    [property: JsonPropertyName("stripeSubscriptionStatus")] string? StripeSubscriptionStatus);

/// <param name="Mode"><c>paid</c> without a balance, <c>trial</c> with one, <c>blocked</c> once it is spent.</param>
/// <param name="Reason"><c>paid_access</c>, <c>trial_active</c> or <c>trial_exhausted</c>.</param>
/// <param name="MaxActiveJobs">Null for no limit.</param>
internal sealed record AccessItem(
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("canCreateJobs")] bool CanCreateJobs,
    [property: JsonPropertyName("videoAllowed")] bool VideoAllowed,
    [property: JsonPropertyName("downloadsAllowed")] bool DownloadsAllowed,
    [property: JsonPropertyName("maxImageTasksPerJob")] int MaxImageTasksPerJob,
    [property: JsonPropertyName("maxActiveJobs")] int? MaxActiveJobs);

/// <param name="OfferVersion">Empty: there is no offer.</param>
/// <param name="Status"><c>active</c> or <c>exhausted</c>.</param>
/// <param name="GrantTokens">Consumed and remaining tokens together.</param>
/// <param name="DurationDays">Null, like the times: a balance does not expire.</param>
internal sealed record TrialItem(
    [property: JsonPropertyName("offerVersion")] string OfferVersion,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("grantTokens")] long GrantTokens,
    [property: JsonPropertyName("consumedTokens")] long ConsumedTokens,
    [property: JsonPropertyName("remainingTokens")] long RemainingTokens,
    [property: JsonPropertyName("durationDays")] int? DurationDays,
    [property: JsonPropertyName("startedAt")] DateTimeOffset? StartedAt,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("activeJobId")] string? ActiveJobId);

/// <summary>Extension: GET /v1/words. All words are singular and in lower case; plurals are known too.</summary>
/// <param name="Words">The classes that the detectors distinguish.</param>
/// <param name="Broader">Words that each stand for several classes.</param>
/// <param name="AnyWord">Whether a network that the operator added also answers every other word; then a word means only itself.</param>
internal sealed record WordsResponse(
    [property: JsonPropertyName("words")] IReadOnlyList<WordItem> Words,
    [property: JsonPropertyName("broader")] IReadOnlyList<BroaderWordItem> Broader,
    [property: JsonPropertyName("anyWord")] bool AnyWord);

/// <param name="Label">The word itself, which is also the label of its masks.</param>
/// <param name="Synonyms">Words with the same meaning.</param>
/// <param name="Kinds">Words for ages and sexes, which the detectors cannot distinguish: they find everything with the label.</param>
/// <param name="Networks">The names of the networks that answer the word, unless the operator has added others. They are downloaded when a word first needs them.</param>
/// <param name="License">SPDX identifier of the license of the packages that the networks come from.</param>
/// <param name="Precision">The fraction of detections, 0–1, that were correct on photos reviewed by hand; null if it was measured otherwise.</param>
internal sealed record WordItem(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("synonyms")] IReadOnlyList<string> Synonyms,
    [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds,
    [property: JsonPropertyName("networks")] IReadOnlyList<string> Networks,
    [property: JsonPropertyName("license")] string License,
    [property: JsonPropertyName("precision")] double? Precision);

/// <param name="Words">At least one; all have the same meaning.</param>
/// <param name="Labels">The labels that they stand for.</param>
internal sealed record BroaderWordItem(
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels);
