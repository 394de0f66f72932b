using System.Text.Json.Serialization;

namespace SegFunctions.Apis.PiApi;

// PiAPI's responses. Properties are always present unless documented otherwise.

/// <summary>The body of every response that is not 2xx.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Data">Always null.</param>
/// <param name="Message">A sentence for human readers.</param>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("data")] object? Data,
    [property: JsonPropertyName("message")] string Message);

/// <summary>The body of every response with data.</summary>
/// <param name="Code">200.</param>
/// <param name="Message"><c>success</c>.</param>
internal sealed record DataResponse<T>(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("data")] T Data,
    [property: JsonPropertyName("message")] string Message);

/// <summary>DELETE /api/v1/task/{task_id} and /api/v1/tasks.</summary>
/// <param name="Code">200.</param>
/// <param name="Message">What was canceled.</param>
internal sealed record CanceledResponse(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string Message);

/// <summary>A task.</summary>
/// <param name="TaskId">A UUID.</param>
/// <param name="Status"><c>staged</c>, <c>pending</c>, <c>processing</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Output">Null unless the task is completed and its results are still stored.</param>
/// <param name="Detail">Always null.</param>
/// <param name="Logs">For a completed task how its words were understood, with each that is unknown or was not found; otherwise empty.</param>
/// <param name="Error">Why the task failed; with code 0 and empty texts if it did not.</param>
internal sealed record TaskItem(
    [property: JsonPropertyName("task_id")] string TaskId,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("task_type")] string TaskType,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("config")] TaskConfigItem Config,
    [property: JsonPropertyName("input")] TaskInputItem Input,
    [property: JsonPropertyName("output")] TaskOutputItem? Output,
    [property: JsonPropertyName("meta")] TaskMetaItem Meta,
    [property: JsonPropertyName("detail")] object? Detail,
    [property: JsonPropertyName("logs")] IReadOnlyList<string> Logs,
    [property: JsonPropertyName("error")] TaskErrorItem Error);

/// <summary>The task's <c>config</c>, as in the request.</summary>
internal sealed record TaskConfigItem(
    [property: JsonPropertyName("service_mode")] string ServiceMode,
    [property: JsonPropertyName("webhook_config")] WebhookConfigItem WebhookConfig);

/// <summary>The task's webhook, as in the request, including the secret.</summary>
internal sealed record WebhookConfigItem(
    [property: JsonPropertyName("endpoint")] string Endpoint,
    [property: JsonPropertyName("secret")] string Secret)
{
    public static WebhookConfigItem None { get; } = new("", "");
}

/// <summary>The task's <c>input</c>, as in the request.</summary>
/// <param name="Image">The picture's address; a link to the stored picture if the request had a data URI.</param>
internal sealed record TaskInputItem(
    [property: JsonPropertyName("image")] string Image,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("negative_prompt")] string NegativePrompt,
    [property: JsonPropertyName("segment_factor")] long SegmentFactor);

/// <param name="ImageUrl">Address of the cut-out: everything that the words name, the rest transparent.</param>
/// <param name="ImageUrls">Addresses of the cut-out and of its mask, white on black; both are PNGs of the picture's size.</param>
internal sealed record TaskOutputItem(
    [property: JsonPropertyName("image_url")] string ImageUrl,
    [property: JsonPropertyName("image_urls")] IReadOnlyList<string> ImageUrls);

/// <param name="StartedAt"><c>0001-01-01T00:00:00Z</c> until the task has ended.</param>
/// <param name="EndedAt"><c>0001-01-01T00:00:00Z</c> until the task has ended.</param>
internal sealed record TaskMetaItem(
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("started_at")] DateTimeOffset StartedAt,
    [property: JsonPropertyName("ended_at")] DateTimeOffset EndedAt,
    [property: JsonPropertyName("usage")] TaskUsageItem Usage,
    [property: JsonPropertyName("is_using_private_pool")] bool IsUsingPrivatePool);

/// <param name="Type">Always <c>llm</c>.</param>
/// <param name="Frozen">Always 0.</param>
/// <param name="Consume">Credits that the task costs, from its start; 0 once it has failed or is canceled.</param>
internal sealed record TaskUsageItem(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("frozen")] long Frozen,
    [property: JsonPropertyName("consume")] long Consume);

/// <param name="Code">0 for no error.</param>
/// <param name="RawMessage">Equals the message.</param>
/// <param name="Detail">Always null.</param>
internal sealed record TaskErrorItem(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("raw_message")] string RawMessage,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("detail")] object? Detail);

/// <summary>POST /api/ephemeral_resource.</summary>
/// <param name="Url">Address of the picture, for a task's input; valid for 24 hours.</param>
internal sealed record UploadedItem([property: JsonPropertyName("url")] string Url);

/// <summary>GET /api/open/tasks/histories.</summary>
/// <param name="Tasks">Newest first.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Tasks per page, as requested.</param>
/// <param name="Total">Number of tasks on all pages.</param>
internal sealed record HistoryItem(
    [property: JsonPropertyName("data")] IReadOnlyList<TaskItem> Tasks,
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("size")] int Size,
    [property: JsonPropertyName("total")] int Total);

/// <summary>GET /account/active_tasks: the active tasks of one provider.</summary>
/// <param name="ActiveTasks">Ids of all active tasks, oldest first.</param>
internal sealed record ActiveTasksItem(
    [property: JsonPropertyName("staged_count")] int StagedCount,
    [property: JsonPropertyName("pending_count")] int PendingCount,
    [property: JsonPropertyName("processing_count")] int ProcessingCount,
    [property: JsonPropertyName("active_tasks")] IReadOnlyList<string> ActiveTasks);

/// <summary>GET /account/info. The id and the name each have two properties, since clients read either.</summary>
/// <param name="Plan">Always <c>self-hosted</c>.</param>
/// <param name="Type">Always empty.</param>
/// <param name="EquivalentInUsd">The available credits in US dollars, at the vendor's rate.</param>
internal sealed record AccountItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("account_id")] string AccountId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("account_name")] string AccountName,
    [property: JsonPropertyName("plan")] string Plan,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("is_enable")] bool IsEnable,
    [property: JsonPropertyName("credit_pack_info")] CreditsItem Credits,
    [property: JsonPropertyName("equivalent_in_usd")] decimal EquivalentInUsd);

/// <summary>An account's credits; a token is 100,000 credits.</summary>
/// <param name="Available">Credits for new tasks; a very large number for an account without a balance.</param>
/// <param name="Total">Available and used credits.</param>
/// <param name="Frozen">Always 0, like the properties after it.</param>
internal sealed record CreditsItem(
    [property: JsonPropertyName("available_credits")] long Available,
    [property: JsonPropertyName("used_credits")] long Used,
    [property: JsonPropertyName("total_credits")] long Total,
    [property: JsonPropertyName("frozen_credits")] long Frozen,
    [property: JsonPropertyName("expired_credits")] long Expired,
    [property: JsonPropertyName("inactive_credits")] long Inactive);
