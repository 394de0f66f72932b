using System.Text.Json.Serialization;
using SegFunctions.Contract.Video;

namespace SegFunctions.Contract;

/// <summary>One attempt at one item of a job, or at one step of an item that is a video. It is delivered at least once: an attempt may run twice, and then writes the same blobs twice.</summary>
/// <param name="JobId">The durable instance that waits for the updates; opaque to the worker.</param>
/// <param name="Item">Index of the item in its job, from 0.</param>
/// <param name="Attempt">0 for the first dispatch of the item, 1 for its re-dispatch.</param>
/// <param name="Input">The picture or clip.</param>
/// <param name="Results">Folder that only this attempt writes to.</param>
/// <param name="CancelMarker">If this blob exists, the job is canceled and the attempt ends as <see cref="InferenceState.Canceled"/>.</param>
/// <param name="Prompts">At least one.</param>
/// <param name="Options">Thresholds and requested outputs.</param>
/// <param name="Video">The step to perform on a video; null for a picture.</param>
/// <param name="Repeat">1 if a video's step is sent again because no worker finished it in time; otherwise 0.</param>
/// <param name="PresenceMarker">If this blob does not exist, the job was deleted or storage has lost the blob: nothing may be left in <paramref name="Results"/>, and the attempt fails as <see cref="InferenceErrorCode.JobUnmarked"/>. Null for a job without a marker.</param>
public sealed record InferenceRequest(
    string JobId,
    int Item,
    int Attempt,
    BlobReference Input,
    BlobReference Results,
    BlobReference CancelMarker,
    IReadOnlyList<Prompt> Prompts,
    InferenceOptions Options,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VideoStep? Video = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Repeat = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BlobReference? PresenceMarker = null)
{
    /// <summary>
    /// The message's <c>MessageId</c>, by which the queue drops duplicates: <c>{job}:{item}:{attempt}</c>, and for a video's step
    /// <c>{job}:{item}:{attempt}:{step}:{repeat}</c>.
    /// </summary>
    public string MessageId => Video is null ? $"{JobId}:{Item}:{Attempt}" : $"{JobId}:{Item}:{Attempt}:{Video.Name}:{Repeat}";
}
