namespace SegFunctions.Contract.Video;

/// <summary>The result for a clip: the blob <see cref="VideoNames.Document"/>, written after <see cref="VideoNames.Masks"/> and <see cref="VideoNames.Frames"/>.</summary>
/// <param name="Width">Pixels as displayed.</param>
/// <param name="Height">Pixels as displayed.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="SourceFps">The clip's average frame rate, in frames per second.</param>
/// <param name="Objects">In the order of their ids; may be empty.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary, as the client wrote them; the others were answered.</param>
/// <param name="Notes">Sentences for human readers, none of them an error.</param>
/// <param name="Provenance">How it was made.</param>
/// <param name="Files">The films to render from it.</param>
public sealed record VideoDocument(
    int Width,
    int Height,
    double Duration,
    double SourceFps,
    VideoCounts Counts,
    IReadOnlyList<VideoObject> Objects,
    IReadOnlyList<string> UnansweredPrompts,
    IReadOnlyList<string> Notes,
    Provenance Provenance,
    VideoFiles Files)
{
    /// <summary>All blobs in the item's folder that must exist in addition to this document once the last step has ended.</summary>
    public IEnumerable<string> ListBlobs() => [VideoNames.Masks, VideoNames.Frames, .. VideoNames.Of(Files)];

    /// <summary>The film's name; null if it is not among <see cref="Files"/>.</summary>
    public string? NameOf(VideoFiles film) => VideoNames.Of(Files & film).SingleOrDefault();
}

/// <param name="FramesProcessed">Equals the units charged.</param>
/// <param name="FramesWithMasks">The processed frames that show at least one object.</param>
/// <param name="TotalMasks">Masks of all objects in all frames.</param>
public sealed record VideoCounts(int FramesProcessed, int FramesWithMasks, int TotalMasks);

/// <summary>One object, tracked through the clip.</summary>
/// <param name="ObjectId">0 or more; the same in every frame.</param>
/// <param name="Prompt">The prompt that it answers, or the first of several for one object: index into the request's prompts.</param>
/// <param name="Label">The model's own label for it; the prompt's kind if the prompt has no words.</param>
/// <param name="FirstFrame">The first frame that shows it: index among the processed frames.</param>
/// <param name="LastFrame">The last frame that shows it.</param>
/// <param name="Frames">The number of frames that show it.</param>
/// <param name="MeanScore">The mean of its scores in those frames, 0–1.</param>
public sealed record VideoObject(int ObjectId, int Prompt, string Label, int FirstFrame, int LastFrame, int Frames, double MeanScore);
