using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.PiApi;

// Bodies that clients send. Read by WireReader: what is absent is empty, or null where that may be.

/// <summary>POST /api/v1/task.</summary>
/// <param name="Model">One.</param>
/// <param name="TaskType">One.</param>
/// <param name="Input">Present unless that is noted as a fault.</param>
/// <param name="Config">Default all of it empty.</param>
internal sealed record CreateTaskRequest(
    [property: JsonPropertyName("model"), AllowedValues(CreateTaskRequest.KnownModel, ErrorMessage = "must be " + CreateTaskRequest.KnownModel)] string Model,
    [property: JsonPropertyName("task_type"), AllowedValues(CreateTaskRequest.KnownType, ErrorMessage = "must be " + CreateTaskRequest.KnownType)] string TaskType,
    [property: JsonPropertyName("input"), JsonRequired] TaskInputRequest? Input,
    [property: JsonPropertyName("config")] TaskConfigRequest? Config)
{
    public const string KnownModel = "Qubico/image-toolkit";
    public const string KnownType = "segment";
}

/// <param name="Image">An http or https address, or a data URI of at most 10 MB.</param>
/// <param name="Prompt">Words for what to cut out, separated by commas.</param>
/// <param name="NegativePrompt">Words for what no mask may show, separated by commas; vendor's page: required, its clients: optional.</param>
/// <param name="SegmentFactor">Pixels by which the mask grows, or shrinks below 0; default 0.</param>
internal sealed record TaskInputRequest(
    [property: JsonPropertyName("image"), JsonRequired] string Image,
    [property: JsonPropertyName("prompt"), JsonRequired, StringLength(TaskInputRequest.MaxListLength, ErrorMessage = TaskInputRequest.LengthRule)] string Prompt,
    [property: JsonPropertyName("negative_prompt"), StringLength(TaskInputRequest.MaxListLength, ErrorMessage = TaskInputRequest.LengthRule)] string NegativePrompt,
    [property: JsonPropertyName("segment_factor")] long SegmentFactor)
{
    /// <summary>A body may be as large as a picture, and lists are repeated in every answer.</summary>
    public const int MaxListLength = 20_000;

    public const string LengthRule = "must have at most 20000 characters";
}

/// <param name="ServiceMode"><c>public</c>, <c>private</c> or empty, which are all the same here.</param>
internal sealed record TaskConfigRequest(
    [property: JsonPropertyName("service_mode"), AllowedValues("", "public", "private", ErrorMessage = "must be public, private or empty")] string ServiceMode,
    [property: JsonPropertyName("webhook_config")] WebhookConfigRequest? WebhookConfig);

/// <param name="Endpoint">Told when the task has ended; empty for none.</param>
/// <param name="Secret">Sent to it as it is.</param>
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
/// <param name="FileName">1–128 characters; not kept.</param>
/// <param name="FileData">Base64 or a data URI, of at most 10 MB.</param>
internal sealed record UploadFileRequest(
    [property: JsonPropertyName("file_name"), JsonRequired, StringLength(UploadFileRequest.MaxNameLength, MinimumLength = 1, ErrorMessage = "must have 1 to 128 characters")]
    string FileName,
    [property: JsonPropertyName("file_data"), JsonRequired] string FileData)
{
    public const int MaxNameLength = 128;
}
