using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Describes what is wrong with a request or its picture, with the vendor's codes. Pure functions.</summary>
internal static class RemoveBgErrors
{
    public const string FileTooLarge = "file_too_large";

    /// <param name="field">The field's name on the wire; empty for none.</param>
    /// <param name="sentence">Begins with the field.</param>
    public static ApiFault OfField(string field, string sentence) => field.Length == 0
        ? new ApiFault("invalid_request", "Invalid request", ToSentence(sentence))
        : new ApiFault($"invalid_{field}", $"Invalid {field} parameter given", ToSentence(sentence));

    public static ApiFault MissingSource() => new(
        "missing_source", "No image given", "Provide the picture as image_file, image_url or image_file_b64.");

    public static ApiFault MultipleSources() => new(
        "multiple_sources", "Multiple image sources given", "Provide only one of image_file, image_url and image_file_b64.");

    public static ApiFault MultipleBackgrounds() => new(
        "multiple_bg_sources", "Multiple background sources given", "Provide only one of bg_color, bg_image_url and bg_image_file.");

    public static ApiFault EmptyRegion() => new("roi_region_empty", "The given roi parameter defines an empty region", "The second corner of roi must be right of and below the first.");

    public static ApiFault TooLarge(string field, long maxBytes) => new(FileTooLarge, "File too large", $"{field} may have at most {maxBytes} bytes.");

    public static ApiFault InvalidType(string field) => new("invalid_file_type", "Invalid file type", $"{field} must be a JPEG, PNG or WebP picture.");

    /// <summary>The error for a job that was canceled when the client's time was up, and has not ended yet.</summary>
    public static ApiError OfOpenJob() => new(ApiErrorCode.Busy, "The picture was not finished within 60 seconds, and its job is being canceled. Try again later.") { RetryAfter = RemoveBgAnswers.Pause };

    /// <param name="job">A job that ended without a result.</param>
    public static ApiError OfJob(Job job) => job.Summary.Error is { } error && ToFault(error) is { } fault
        ? Of([fault])
        : job.Status == JobStatus.Canceled
            ? new ApiError(ApiErrorCode.Busy, "The picture was not finished in time. Its job was canceled and costs nothing. Send it again later.") { RetryAfter = RemoveBgAnswers.Pause }
            : new ApiError(ApiErrorCode.Failed, job.Summary.Error?.Message ?? "The picture could not be processed.");

    /// <param name="faults">At least one.</param>
    public static ApiError Of(IReadOnlyList<ApiFault> faults) =>
        new(ApiErrorCode.RequestInvalid, string.Join(' ', faults.Select(fault => fault.Detail))) { Faults = faults };

    /// <returns>Null for a failure of the service.</returns>
    private static ApiFault? ToFault(JobError error) => error.Code switch
    {
        JobErrorCode.NothingFound => new("unknown_foreground", "Could not identify foreground in image", "No subject was found in the picture, or in the part that roi names."),
        JobErrorCode.InputFetchFailed or JobErrorCode.InputMissing => error.Message.StartsWith(InferenceError.OfBackground, StringComparison.Ordinal)
            ? new("failed_bg_download", "Failed to download background image from given bg_image_url", error.Message)
            : new("failed_image_download", "Failed to download image from given image_url", error.Message),
        JobErrorCode.InputTypeUnsupported => new("invalid_file_type", "Invalid file type", error.Message),
        JobErrorCode.InputTooLarge => new(FileTooLarge, "File too large", error.Message),
        JobErrorCode.InputCorrupt => new("failed_to_read_image", "There was an error reading the image", error.Message),
        _ => null,
    };

    private static string ToSentence(string clause) => clause.EndsWith('.') ? clause : clause + ".";
}
