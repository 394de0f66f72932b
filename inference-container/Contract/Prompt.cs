using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What to cut out of a picture. Closed: every kind is a sibling record named here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextPrompt), "text")]
[JsonDerivedType(typeof(PointsPrompt), "points")]
[JsonDerivedType(typeof(BoxPrompt), "box")]
[JsonDerivedType(typeof(SubjectPrompt), "subject")]
[JsonDerivedType(typeof(ExemplarsPrompt), "exemplars")]
public abstract record Prompt;

/// <summary>A word or short phrase; every object it names becomes a separate segment.</summary>
/// <param name="Text">Trimmed, not empty, as the client wrote it.</param>
/// <param name="Negative">
/// Nothing that it names is in any segment of the job: it has no segments itself, objects of its kind are left out, and their pixels are
/// removed from the other prompts' segments. If it is outside the vocabulary it is ignored, and reported as such.
/// </param>
/// <param name="Threshold">Instead of <see cref="InferenceOptions.ScoreThreshold"/>, 0–1; null for that one.</param>
/// <param name="Exemplars">Show in the picture what is meant by the word, and what is not; null for none. Only networks that take them can answer, and no list of words has them.</param>
public sealed record TextPrompt(
    string Text,
    bool Negative = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Exemplar>? Exemplars = null) : Prompt;

/// <summary>Everything that is like what boxes show; every object becomes a separate segment. Only networks that take exemplars can answer.</summary>
/// <param name="Exemplars">At least one of them is like what is wanted.</param>
public sealed record ExemplarsPrompt(IReadOnlyList<Exemplar> Exemplars) : Prompt;

/// <summary>The one object at the points.</summary>
/// <param name="Points">At least one of them in the foreground, unless another prompt for the same object in a video has one.</param>
/// <param name="Frame">The frame of a video that they are on: its index as decoded, from 0; it is always processed. 0 for a picture.</param>
/// <param name="ObjectNumber">Prompts for a video with the same number are for one object; null for one of its own.</param>
/// <param name="Candidates">For a picture and a single point: also what else it may mean, a segment for each <see cref="CandidateKind"/>.</param>
public sealed record PointsPrompt(
    IReadOnlyList<PromptPoint> Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Frame = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ObjectNumber = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Candidates = false) : Prompt;

/// <summary>The one object that fills a box. Coordinates are fractions of the picture's width and height as displayed, 0–1, origin top left.</summary>
/// <param name="Left">Below <paramref name="Right"/>.</param>
/// <param name="Top">Below <paramref name="Bottom"/>.</param>
/// <param name="Points">More points, on the object or in the background; null for none.</param>
/// <param name="Frame">The frame of a video that it is on: its index as decoded, from 0; it is always processed. 0 for a picture.</param>
/// <param name="ObjectNumber">Prompts for a video with the same number are for one object; null for one of its own.</param>
public sealed record BoxPrompt(
    double Left,
    double Top,
    double Right,
    double Bottom,
    IReadOnlyList<PromptPoint>? Points = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Frame = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ObjectNumber = null) : Prompt;

/// <summary>The picture's subject: what stands out from the background.</summary>
/// <param name="Region">Only what is within this part of the picture is looked at; null for all of it.</param>
public sealed record SubjectPrompt([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PictureRegion? Region = null) : Prompt;

/// <summary>A box around an example. Coordinates are fractions of the picture's width and height as displayed, 0–1, origin top left.</summary>
/// <param name="Left">Below <paramref name="Right"/>.</param>
/// <param name="Top">Below <paramref name="Bottom"/>.</param>
/// <param name="IsLike">Whether what is wanted is like it (label 1) or is not (label 0).</param>
public sealed record Exemplar(double Left, double Top, double Right, double Bottom, bool IsLike = true);

/// <summary>A position in a picture as displayed, origin top left.</summary>
/// <param name="X">Fraction of the width, 0–1.</param>
/// <param name="Y">Fraction of the height, 0–1.</param>
/// <param name="Foreground">Whether the point is on the object (label 1) or not (label 0).</param>
public sealed record PromptPoint(double X, double Y, bool Foreground = true);
