using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>What to cut out, and which outputs to produce.</summary>
/// <param name="Threshold">0–1; null for the server's default.</param>
/// <param name="MaskThreshold">0–1; null for the server's default.</param>
/// <param name="EdgeOffset">Pixels by which masks grow.</param>
/// <param name="Outputs">Names of outputs in the server's API.</param>
internal sealed record SegmentOptions(double? Threshold, double? MaskThreshold, double EdgeOffset, IReadOnlyList<string> Outputs)
{
    /// <summary>Outputs of pictures only.</summary>
    private static readonly string[] ForPictures = ["polygons", "rle"];

    /// <summary>Outputs of videos only.</summary>
    private static readonly string[] ForVideos = ["mask"];

    public IReadOnlyList<string> Words { get; init; } = [];

    public IReadOnlyList<string> NegativeWords { get; init; } = [];

    public Marks Marks { get; init; } = Marks.None;

    /// <summary>Show what is meant, and what is not.</summary>
    public IReadOnlyList<ExemplarItem> Exemplars { get; init; } = [];

    public bool Subject { get; init; }

    /// <summary>Whether alternative masks for a single point are requested too.</summary>
    public bool Candidates { get; init; }

    /// <summary>Name of the requested network; null for the server's choice.</summary>
    public string? Model { get; init; }

    /// <summary>How cut-outs are to be made; null for the server's defaults.</summary>
    public CutoutWish? Cutout { get; init; }

    [JsonIgnore]
    public bool SaysWhat => Words.Count + Exemplars.Count + Marks.Points.Count + Marks.Boxes.Count > 0 || Subject;

    /// <summary>Frames to process per second of a video; null for the server's default.</summary>
    public double? Fps { get; init; }

    /// <summary>Maximum number of frames to process per video; null for the server's default.</summary>
    public int? MaxFrames { get; init; }

    /// <param name="tasks">Task ids of the uploads.</param>
    /// <param name="areVideos">Whether the tasks are videos, which have other fields.</param>
    /// <param name="background">Task id of the uploaded background of cut-outs; null for none.</param>
    public CreateJobRequest ToBody(IReadOnlyList<string> tasks, bool areVideos, string? background) =>
        (areVideos ? ToVideoBody(tasks) : ToPictureBody(tasks, background)) with { Model = Model, Exemplars = Exemplars.Count > 0 ? Exemplars : null };

    private CreateJobRequest ToVideoBody(IReadOnlyList<string> tasks) => new()
    {
        Type = "video",
        Tasks = tasks,
        Prompts = Words,
        GeneratePreview = true,
        Points = Marks.Points,
        Boxes = Marks.Boxes,
        Outputs = [.. Outputs.Except(ForPictures)],
        ScoreThreshold = Threshold,
        Fps = Fps,
        MaxFrames = MaxFrames,
    };

    private CreateJobRequest ToPictureBody(IReadOnlyList<string> tasks, string? background) => new()
    {
        Type = "image",
        Tasks = tasks,
        Prompts = Words,
        GeneratePreview = true,
        Threshold = Threshold,
        MaskThreshold = MaskThreshold,
        NegativePrompts = NegativeWords,
        Points = [.. Marks.Points.Select(point => point with { Frame = null })],
        Boxes = [.. Marks.Boxes.Select(box => box with { Frame = null })],
        Subject = Subject,
        Candidates = Candidates ? true : null,
        EdgeOffset = EdgeOffset,
        Outputs = [.. Outputs.Except(ForVideos)],
        Cutout = Cutout?.ToBody(background),
    };
}
