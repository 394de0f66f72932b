using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What to cut out of a picture. Closed: every kind is a sibling record named here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextPrompt), "text")]
[JsonDerivedType(typeof(PointsPrompt), "points")]
[JsonDerivedType(typeof(BoxPrompt), "box")]
[JsonDerivedType(typeof(SubjectPrompt), "subject")]
public abstract record Prompt;

/// <summary>A word or short phrase; every object it names becomes a segment of its own.</summary>
/// <param name="Text">Trimmed, not empty, as the client wrote it.</param>
/// <param name="Negative">
/// Nothing that it names is in any segment of the job: it has no segments of its own, objects of its kind are left out, and their pixels are
/// taken from the other prompts' segments. Ignored and named when it is outside the vocabulary.
/// </param>
public sealed record TextPrompt(string Text, bool Negative = false) : Prompt;

/// <summary>The one object at the points.</summary>
/// <param name="Points">At least one that is in the foreground.</param>
public sealed record PointsPrompt(IReadOnlyList<PromptPoint> Points) : Prompt;

/// <summary>The one object that fills a box. Coordinates are parts of the picture's width and height as displayed, 0–1, origin top left.</summary>
/// <param name="Left">Below <paramref name="Right"/>.</param>
/// <param name="Top">Below <paramref name="Bottom"/>.</param>
/// <param name="Points">Also on the object, or in the background; null for none.</param>
public sealed record BoxPrompt(double Left, double Top, double Right, double Bottom, IReadOnlyList<PromptPoint>? Points = null) : Prompt;

/// <summary>Whatever the picture is of: what stands out from the background.</summary>
public sealed record SubjectPrompt : Prompt;
