namespace SegFunctions.Contract.Video;

/// <summary>What was found in a clip: the blob <see cref="VideoNames.Document"/>, written after <see cref="VideoNames.Masks"/> and <see cref="VideoNames.Frames"/>.</summary>
/// <param name="Width">Pixels as displayed.</param>
/// <param name="Height">Pixels as displayed.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="SourceFps">Frames per second of the clip, on average.</param>
/// <param name="Objects">In the order of their ids; may be empty.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary, as the client wrote them; the others were answered.</param>
/// <param name="Notes">Sentences for people, none of them an error.</param>
/// <param name="Provenance">How it was made.</param>
/// <param name="Files">What is rendered besides.</param>
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
    /// <summary>Every blob in the item's folder that must exist in addition to this document once the last step has ended.</summary>
    public IEnumerable<string> ListBlobs() => [VideoNames.Masks, VideoNames.Frames, .. VideoNames.Of(Files)];

    /// <summary>The film's name; null if it is not among <see cref="Files"/>.</summary>
    public string? NameOf(VideoFiles film) => VideoNames.Of(Files & film).SingleOrDefault();
}

/// <param name="FramesProcessed">The units.</param>
/// <param name="FramesWithMasks">How many of them show an object.</param>
/// <param name="TotalMasks">The masks of all objects in all frames.</param>
public sealed record VideoCounts(int FramesProcessed, int FramesWithMasks, int TotalMasks);

/// <summary>One object, followed through the clip.</summary>
/// <param name="ObjectId">0 or more; the same in every frame.</param>
/// <param name="Prompt">Which prompt it answers: index into the request's prompts, the first of several for one object.</param>
/// <param name="Label">The model's own word for it; the prompt's kind where the prompt has no words.</param>
/// <param name="FirstFrame">Where it is seen first: index among the processed frames.</param>
/// <param name="LastFrame">Where it is seen last.</param>
/// <param name="Frames">In how many it is seen.</param>
/// <param name="MeanScore">The mean of its scores in them, 0–1.</param>
public sealed record VideoObject(int ObjectId, int Prompt, string Label, int FirstFrame, int LastFrame, int Frames, double MeanScore);
