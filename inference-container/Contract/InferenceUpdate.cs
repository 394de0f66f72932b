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
