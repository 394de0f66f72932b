using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.PiApi;

// Request bodies, read by WireReader: an absent field is empty, or null if its type allows it.

/// <summary>POST /api/v1/task.</summary>
/// <param name="Model">The only model that this server has.</param>
/// <param name="TaskType">The only task type of that model that this server has.</param>
/// <param name="Input">The picture, and what to cut out of it.</param>
/// <param name="Config">Optional; by default there is no webhook.</param>
internal sealed record CreateTaskRequest(
    [property: JsonPropertyName("model"), AllowedValues(CreateTaskRequest.KnownModel, ErrorMessage = "must be " + CreateTaskRequest.KnownModel)] string Model,
    [property: JsonPropertyName("task_type"), AllowedValues(CreateTaskRequest.KnownType, ErrorMessage = "must be " + CreateTaskRequest.KnownType)] string TaskType,
    [property: JsonPropertyName("input"), JsonRequired] TaskInputRequest? Input,
    [property: JsonPropertyName("config")] TaskConfigRequest? Config)
{
    public const string KnownModel = "Qubico/image-toolkit";
    public const string KnownType = "segment";
}

/// <param name="Image">An http or https address of the picture, or a data URI of at most 10 MiB.</param>
/// <param name="Prompt">Words for what to cut out, separated by commas; at most 20,000 characters.</param>
/// <param name="NegativePrompt">Words for what must not be cut out, separated by commas; at most 20,000 characters. Optional, as in the vendor's clients; its documentation requires it.</param>
/// <param name="SegmentFactor">Pixels by which to grow the mask, or to shrink it if negative; default 0.</param>
internal sealed record TaskInputRequest(
    [property: JsonPropertyName("image"), JsonRequired] string Image,
    [property: JsonPropertyName("prompt"), JsonRequired, StringLength(TaskInputRequest.MaxListLength, ErrorMessage = TaskInputRequest.LengthRule)] string Prompt,
    [property: JsonPropertyName("negative_prompt"), StringLength(TaskInputRequest.MaxListLength, ErrorMessage = TaskInputRequest.LengthRule)] string NegativePrompt,
    [property: JsonPropertyName("segment_factor")] long SegmentFactor)
{
    /// <summary>Limits the lists of words, since a body may be as large as a picture, and every response repeats them.</summary>
    public const int MaxListLength = 20_000;

    public const string LengthRule = "must have at most 20000 characters";
}

/// <param name="ServiceMode"><c>public</c>, <c>private</c> or empty; all have the same effect here.</param>
internal sealed record TaskConfigRequest(
    [property: JsonPropertyName("service_mode"), AllowedValues("", "public", "private", ErrorMessage = "must be public, private or empty")] string ServiceMode,
    [property: JsonPropertyName("webhook_config")] WebhookConfigRequest? WebhookConfig);

/// <param name="Endpoint">Address to notify when the task has ended; empty for none.</param>
/// <param name="Secret">Sent to the endpoint unchanged, in the header <c>x-webhook-secret</c>.</param>
internal sealed record WebhookConfigRequest(
    [property: JsonPropertyName("endpoint")] string Endpoint,
    [property: JsonPropertyName("secret")] string Secret) : IValidatableObject
{
    private const int MaxSecretLength = 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secret.Length > MaxSecretLength || Secret.Any(letter => letter is < ' ' or > '~') || Secret.Trim() != Secret)
        {
            yield return new ValidationResult(
                $"must have at most {MaxSecretLength} printable ASCII characters, and no space at either end",
                [WireShape.NameOf<WebhookConfigRequest>(nameof(Secret))]);
        }
    }
}

/// <summary>POST /api/ephemeral_resource.</summary>
/// <param name="FileName">1–128 characters; not stored.</param>
/// <param name="FileData">The picture as base64 or a data URI, at most 10 MiB.</param>
internal sealed record UploadFileRequest(
    [property: JsonPropertyName("file_name"), JsonRequired, StringLength(UploadFileRequest.MaxNameLength, MinimumLength = 1, ErrorMessage = "must have 1 to 128 characters")]
    string FileName,
    [property: JsonPropertyName("file_data"), JsonRequired] string FileData)
{
    public const int MaxNameLength = 128;
}
