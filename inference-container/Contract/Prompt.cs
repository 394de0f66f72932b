using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What to cut out of a picture. A closed set: every kind is a sibling record listed here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextPrompt), "text")]
[JsonDerivedType(typeof(PointsPrompt), "points")]
[JsonDerivedType(typeof(BoxPrompt), "box")]
[JsonDerivedType(typeof(SubjectPrompt), "subject")]
[JsonDerivedType(typeof(ExemplarsPrompt), "exemplars")]
public abstract record Prompt;

/// <summary>A word or short phrase; every object that it names becomes a separate segment.</summary>
/// <param name="Text">Trimmed, not empty, as the client wrote it.</param>
/// <param name="Negative">
/// Nothing that the phrase names may be in any segment of the job: it has no segments itself, objects of its kind are left out, and their pixels are
/// removed from the other prompts' segments. If it is outside the vocabulary, it is ignored and reported as such.
/// </param>
/// <param name="Threshold">Replaces <see cref="InferenceOptions.ScoreThreshold"/>, 0–1; null to use that one.</param>
/// <param name="Exemplars">
/// Boxes that show what the word means, and what it does not mean; null for none. Only networks that take exemplars can answer, and a list of words must not have
/// any.
/// </param>
public sealed record TextPrompt(
    string Text,
    bool Negative = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Exemplar>? Exemplars = null) : Prompt;

/// <summary>Everything that resembles the contents of boxes; every object becomes a separate segment. Only networks that take exemplars can answer.</summary>
/// <param name="Exemplars">At least one shows what is wanted.</param>
public sealed record ExemplarsPrompt(IReadOnlyList<Exemplar> Exemplars) : Prompt;

/// <summary>The one object at the points.</summary>
/// <param name="Points">At least one is in the foreground, unless another prompt for the same object in a video has one.</param>
/// <param name="Frame">The frame of a video that the points are on: its index among the decoded frames, from 0; it is always processed. 0 for a picture.</param>
/// <param name="ObjectNumber">Prompts for a video with the same number mark the same object; null for an object of its own.</param>
/// <param name="Candidates">For a picture and a single point: also return what else it may mean, one segment per <see cref="CandidateKind"/>.</param>
public sealed record PointsPrompt(
    IReadOnlyList<PromptPoint> Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Frame = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ObjectNumber = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Candidates = false) : Prompt;

/// <summary>The one object that fills a box. Coordinates are fractions of the picture's width and height as displayed, 0–1, origin top left.</summary>
/// <param name="Left">Less than <paramref name="Right"/>.</param>
/// <param name="Top">Less than <paramref name="Bottom"/>.</param>
/// <param name="Points">Additional points, on the object or in the background; null for none.</param>
/// <param name="Frame">The frame of a video that the box is on: its index among the decoded frames, from 0; it is always processed. 0 for a picture.</param>
/// <param name="ObjectNumber">Prompts for a video with the same number mark the same object; null for an object of its own.</param>
public sealed record BoxPrompt(
    double Left,
    double Top,
    double Right,
    double Bottom,
    IReadOnlyList<PromptPoint>? Points = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Frame = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ObjectNumber = null) : Prompt;

/// <summary>The picture's subject: what stands out from the background.</summary>
/// <param name="Region">The part of the picture to look at; null for all of it.</param>
public sealed record SubjectPrompt([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PictureRegion? Region = null) : Prompt;

/// <summary>A box around an example. Coordinates are fractions of the picture's width and height as displayed, 0–1, origin top left.</summary>
/// <param name="Left">Less than <paramref name="Right"/>.</param>
/// <param name="Top">Less than <paramref name="Bottom"/>.</param>
/// <param name="IsLike">Whether it shows what is wanted (label 1) or what is not (label 0).</param>
public sealed record Exemplar(double Left, double Top, double Right, double Bottom, bool IsLike = true);

/// <summary>A position in a picture as displayed, origin top left.</summary>
/// <param name="X">Fraction of the width, 0–1.</param>
/// <param name="Y">Fraction of the height, 0–1.</param>
/// <param name="Foreground">Whether the point is on the object (label 1) or not (label 0).</param>
public sealed record PromptPoint(double X, double Y, bool Foreground = true);
