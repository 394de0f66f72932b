using System.Text.Json.Serialization;

namespace SegFunctions.Apis.SegmentationApi;

// segmentationapi.com's responses: every field of its documentation and of its later clients, so that all of them accept the responses.
// A property is always present unless its line says otherwise.

/// <summary>Body of every answer that is not 2xx.</summary>
/// <param name="Error">For programs.</param>
/// <param name="Message">For people.</param>
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
/// <param name="Bucket">Where it will be stored; no client needs it.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="DirectUpload">Ours: the address for a file that is too big for <paramref name="UploadUrl"/>; absent if direct uploads are off.</param>
internal sealed record PresignResponse(
    [property: JsonPropertyName("uploadUrl")] string UploadUrl,
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("bucket")] string Bucket,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn,
    [property: JsonPropertyName("directUpload"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DirectUploadItem? DirectUpload);

/// <param name="Url">An address of the storage account, which takes one PUT.</param>
/// <param name="Headers">Headers to send with it.</param>
internal sealed record DirectUploadItem(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("headers")] IReadOnlyDictionary<string, string> Headers);

/// <param name="Status">In the vendor's web page, not in its later documentation.</param>
/// <param name="WebhookSecret">Ours: what was drawn to sign the job's messages; shown this once, absent if the request had a secret of its own.</param>
internal sealed record CreateJobResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("webhookSecret"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookSecret);

/// <summary>Ours: POST /v1/jobs of a client that preferred to wait, once the job has ended. It has what the answer of an accepted job has, and what came of it.</summary>
/// <param name="Status"><c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Absent unless the job failed.</param>
/// <param name="Tasks">As GET /v1/jobs/{jobId} has them.</param>
/// <param name="Result">As GET /v1/jobs/{jobId}/result has it; absent if the job has none.</param>
internal sealed record EndedJobResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("webhookSecret"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookSecret,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskStatusItem> Tasks,
    [property: JsonPropertyName("result"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultResponse? Result);

/// <summary>Ours: POST /v1/jobs?dryRun=true, of a job without a fault.</summary>
/// <param name="UnknownWords">Phrases of the prompts that are none of the known words; empty if there are none.</param>
internal sealed record DryRunResponse(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("totalItems")] int TotalItems,
    [property: JsonPropertyName("unknownWords")] IReadOnlyList<UnknownWordItem> UnknownWords,
    [property: JsonPropertyName("estimate")] EstimateItem Estimate);

/// <param name="Text">As it was asked for.</param>
/// <param name="Nearest">Known words that it contains or resembles, likeliest first, at most three.</param>
internal sealed record UnknownWordItem(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("nearest")] IReadOnlyList<string> Nearest);

/// <param name="Tokens">What it costs if every task succeeds; of videos the most, since their frames are not counted yet.</param>
/// <param name="Seconds">Until its end, judged by the account's latest jobs; null for videos, and if there are none.</param>
internal sealed record EstimateItem(
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("seconds")] double? Seconds);

/// <summary>GET /v1/jobs.</summary>
/// <param name="NextToken">Null on the last page, never absent.</param>
internal sealed record ListJobsResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<JobListItem> Items,
    [property: JsonPropertyName("nextToken")] string? NextToken);

/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>success</c> or <c>failed</c>; never <c>completed</c>, which clients refuse.</param>
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
/// <param name="RetryOf">Ours: the job whose failed tasks it does again; absent for any other.</param>
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
/// <param name="FramesProcessed">Ours: of a video that is processing, once its frames are known; absent otherwise.</param>
/// <param name="Frames">Ours: how many will be; present with <paramref name="FramesProcessed"/>.</param>
internal sealed record TaskStatusItem(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonPropertyName("framesProcessed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? FramesProcessed,
    [property: JsonPropertyName("frames"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Frames);

/// <summary>GET /v1/jobs/{jobId}/result.</summary>
/// <param name="Assets">Every file that the manifest names.</param>
/// <param name="ExpiresIn">Seconds for which the assets' links work.</param>
internal sealed record ResultResponse(
    [property: JsonPropertyName("manifest")] ManifestResponse Manifest,
    [property: JsonPropertyName("assets")] IReadOnlyList<AssetItem> Assets,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn);

/// <param name="Key">As the manifest spells it.</param>
/// <param name="Url">Absolute, signed.</param>
internal sealed record AssetItem(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("url")] string Url);

/// <summary>POST and GET /v1/jobs/{jobId}/download. All six are always present; what does not apply is null.</summary>
/// <param name="Status"><c>pending</c>, <c>processing</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="ExpiresAt">When a ready archive has to be asked for again.</param>
/// <param name="DownloadUrl">Link to the archive once it is ready; absolute, signed, short-lived.</param>
/// <param name="RetryAfterSeconds">While it is not ready.</param>
internal sealed record DownloadResponse(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("downloadUrl")] string? DownloadUrl,
    [property: JsonPropertyName("retryAfterSeconds")] int? RetryAfterSeconds,
    [property: JsonPropertyName("error")] string? Error);

/// <summary>GET /v1/account.</summary>
/// <param name="Email">Empty: accounts here are names.</param>
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
/// <param name="Trial">An account's balance, in the vendor's words for one; null for an account without a balance.</param>
internal sealed record OverviewResponse(
    [property: JsonPropertyName("tokenUsageLast24h")] long TokenUsageLast24h,
    [property: JsonPropertyName("billing")] BillingItem Billing,
    [property: JsonPropertyName("access")] AccessItem Access,
    [property: JsonPropertyName("trial")] TrialItem? Trial);

/// <summary>There is no billing here: <c>active</c> and nulls.</summary>
internal sealed record BillingItem(
    [property: JsonPropertyName("accessStatus")] string AccessStatus,
    [property: JsonPropertyName("currentPeriodEnd")] DateTimeOffset? CurrentPeriodEnd,
    [property: JsonPropertyName("latestInvoiceStatus")] string? LatestInvoiceStatus,
    [property: JsonPropertyName("stripeSubscriptionStatus")] string? StripeSubscriptionStatus);

/// <param name="Mode"><c>paid</c> without a balance, <c>trial</c> with one, <c>blocked</c> when it is spent.</param>
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
/// <param name="GrantTokens">Consumed and remaining together.</param>
/// <param name="DurationDays">Null, like the times: a balance has no end.</param>
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

/// <summary>GET /v1/words, ours. All words are singular and in lower case; plurals are known too.</summary>
/// <param name="Words">What the detectors can tell apart.</param>
/// <param name="Broader">Words for several of them at once.</param>
/// <param name="AnyWord">Whether the operator's own network knows every other word too; then a word means itself alone.</param>
internal sealed record WordsResponse(
    [property: JsonPropertyName("words")] IReadOnlyList<WordItem> Words,
    [property: JsonPropertyName("broader")] IReadOnlyList<BroaderWordItem> Broader,
    [property: JsonPropertyName("anyWord")] bool AnyWord);

/// <param name="Label">The word itself, and what masks are labeled with.</param>
/// <param name="Synonyms">Words with the same meaning.</param>
/// <param name="Kinds">Words for ages and sexes, which the detectors cannot tell apart: everything with the label is found.</param>
/// <param name="Networks">What answers it, by name, unless the operator has networks of their own. Fetched when a first word needs them.</param>
/// <param name="License">SPDX identifier of the license of the packages that the networks come from.</param>
/// <param name="Precision">The part of the finds, from 0 to 1, that were right on photos that were looked at; null if it was measured otherwise.</param>
internal sealed record WordItem(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("synonyms")] IReadOnlyList<string> Synonyms,
    [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds,
    [property: JsonPropertyName("networks")] IReadOnlyList<string> Networks,
    [property: JsonPropertyName("license")] string License,
    [property: JsonPropertyName("precision")] double? Precision);

/// <param name="Words">At least one, all with the same meaning.</param>
/// <param name="Labels">What they stand for.</param>
internal sealed record BroaderWordItem(
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels);
