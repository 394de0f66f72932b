using System.Text.Json.Serialization;
using SegFunctions.Contract.Video;

namespace SegFunctions.Contract;

/// <summary>The worker's report on one attempt. <see cref="InferenceState.Started"/> may be sent any number of times, including zero; the other states end the attempt.</summary>
/// <param name="JobId">As in the request.</param>
/// <param name="Item">As in the request.</param>
/// <param name="Attempt">As in the request.</param>
/// <param name="State">The attempt's state.</param>
/// <param name="Result">
/// The attempt's <see cref="SegmentsDocument"/>, or a video step's document; present when <paramref name="State"/> is <see cref="InferenceState.Succeeded"/>.
/// </param>
/// <param name="Error">Present when <paramref name="State"/> is <see cref="InferenceState.Failed"/>.</param>
/// <param name="Video">The step that the report is about; null for a picture.</param>
/// <param name="WorkedMilliseconds">
/// How long the worker has worked on the attempt so far. Absent for a video, and if no work was begun because the attempt was canceled, had no marker or could not
/// be delivered.
/// </param>
public sealed record InferenceUpdate(
    string JobId,
    int Item,
    int Attempt,
    InferenceState State,
    BlobReference? Result = null,
    InferenceError? Error = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VideoUpdate? Video = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? WorkedMilliseconds = null)
{
    /// <summary>The message's <c>MessageId</c>, by which an attempt that runs twice reports each state once.</summary>
    public string MessageId => Video is null ? $"{JobId}:{Item}:{Attempt}:{State}" : $"{JobId}:{Item}:{Attempt}:{Video.Step}:{State}";

    public static InferenceUpdate For(InferenceRequest request, InferenceState state, BlobReference? result = null, InferenceError? error = null) =>
        new(request.JobId, request.Item, request.Attempt, state, result, error, request.Video is { } step ? new VideoUpdate(step.Name) : null);
}

/// <summary>The state of one attempt.</summary>
public enum InferenceState
{
    /// <summary>A worker has begun the attempt. Not sent for attempts that end within a moment.</summary>
    Started,

    /// <summary>Every result blob is stored; <see cref="InferenceUpdate.Result"/> lists them.</summary>
    Succeeded,

    /// <summary>The attempt failed, and another one would fail in the same way.</summary>
    Failed,

    /// <summary>The worker found the job's cancel marker and stopped.</summary>
    Canceled,
}

/// <summary>Why an attempt failed in a way that a retry would repeat.</summary>
/// <param name="Code">A code for programs.</param>
/// <param name="Message">A sentence for human readers that says what was wrong with the input; it never names a path or host of the service.</param>
public sealed record InferenceError(InferenceErrorCode Code, string Message)
{
    /// <summary>The beginning of messages about the background of cut-outs rather than the input.</summary>
    public const string OfBackground = "The background cannot be used.";
}

/// <summary>Every way in which an item can fail in the worker, in the order of processing.</summary>
public enum InferenceErrorCode
{
    /// <summary>The input blob does not exist (never uploaded, or purged).</summary>
    InputMissing,

    /// <summary>The first bytes do not match any accepted type of picture or video.</summary>
    InputTypeUnsupported,

    /// <summary>The input has more bytes or pixels than the limits allow.</summary>
    InputTooLarge,

    /// <summary>The type is accepted, but decoding fails: the input is truncated or corrupt.</summary>
    InputCorrupt,

    /// <summary>None of the prompts' words is in the model's vocabulary.</summary>
    PromptOutsideVocabulary,

    /// <summary>The queue gave up on the request at its delivery limit: each time a worker died or threw.</summary>
    DeliveryLimitReached,

    /// <summary>The service failed in a way that a retry would repeat.</summary>
    InferenceFailed,

    /// <summary>The picture contains nothing that the prompts ask for, and the request requires that something is found.</summary>
    NothingFound,

    /// <summary>Points or a box are on a frame that the video does not have.</summary>
    FrameOutsideVideo,

    /// <summary>The job's presence marker does not exist: either the job was deleted, and nobody waits for it, or storage has lost the marker.</summary>
    JobUnmarked,
}
