using System.Text.Json.Serialization;

namespace SegFunctions.Contract.Video;

/// <summary>
/// A unit of work on a video that aims to end within 45 s. A closed set: every kind is a sibling record listed here, and what earlier workers would do otherwise is a
/// kind of its own, which they refuse, so that the message goes back to the queue. Each step writes its own document after everything
/// else. A step whose document is already stored is not repeated: its update is made from the document.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ProbeStep), "probe")]
[JsonDerivedType(typeof(SegmentStep), "segment")]
[JsonDerivedType(typeof(PartStep), "part")]
[JsonDerivedType(typeof(JoinStep), "join")]
[JsonDerivedType(typeof(JoinPartsStep), "join-parts")]
[JsonDerivedType(typeof(RenderStep), "render")]
[JsonDerivedType(typeof(FinishStep), "finish")]
public abstract record VideoStep
{
    /// <summary>Unique among the steps of an item.</summary>
    [JsonIgnore]
    public abstract string Name { get; }
}

/// <summary>Examines the clip and decides which of its frames are processed. Its document is <see cref="VideoNames.Probe"/>; its update has a <see cref="VideoProbe"/>.</summary>
public sealed record ProbeStep(VideoSampling Sampling) : VideoStep
{
    [JsonIgnore]
    public override string Name => "probe";
}

/// <summary>Tracks objects through some chunks. Its document is <see cref="VideoNames.Segment"/>; its update has a <see cref="VideoWork"/>.</summary>
/// <param name="Segment">Which chunks, and in which mode.</param>
/// <param name="Limit">The longest that the work may take. What would not be finished by then is left for another step; null to finish all, however long it takes.</param>
public sealed record SegmentStep(VideoSegment Segment, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TimeSpan? Limit = null) : VideoStep
{
    [JsonIgnore]
    public override string Name => FormattableString.Invariant($"segment-{Segment.Index}");
}

/// <summary>The same for what another step has left of its segment.</summary>
/// <param name="Segment">Its part is above 0.</param>
/// <param name="Limit">As in <see cref="SegmentStep"/>.</param>
public sealed record PartStep(VideoSegment Segment, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TimeSpan? Limit = null) : VideoStep
{
    [JsonIgnore]
    public override string Name => FormattableString.Invariant($"segment-{Segment.Index}.{Segment.Part}");
}

/// <summary>Joins the results of all segments of the plan. Its document is the <see cref="VideoDocument"/>.</summary>
/// <param name="Files">The films that will be rendered from the result.</param>
public sealed record JoinStep(VideoFiles Files) : VideoStep
{
    [JsonIgnore]
    public override string Name => "join";
}

/// <summary>The same for a plan of which at least one segment was processed in parts.</summary>
/// <param name="Files">The films that will be rendered from the result.</param>
public sealed record JoinPartsStep(VideoFiles Files) : VideoStep
{
    [JsonIgnore]
    public override string Name => "join";
}

/// <summary>Renders one piece of each requested film. Its document is <see cref="VideoNames.Piece"/>.</summary>
/// <param name="Files">At least one.</param>
/// <param name="Piece">From 0.</param>
public sealed record RenderStep(VideoFiles Files, int Piece) : VideoStep
{
    [JsonIgnore]
    public override string Name => FormattableString.Invariant($"render-{Piece}");
}

/// <summary>Joins the pieces of each requested film. Its document is <see cref="VideoNames.Finish"/>.</summary>
/// <param name="Files">At least one.</param>
/// <param name="Pieces">The number of pieces.</param>
public sealed record FinishStep(VideoFiles Files, int Pieces) : VideoStep
{
    [JsonIgnore]
    public override string Name => "finish";
}
