using System.Text.Json.Serialization;

namespace SegFunctions.Local.Segmenting;

/// <summary>The record of a run's options and progress, kept in the output folder until everything is done, so that another run can resume it.</summary>
/// <param name="Server">The server of its jobs; null if it was the run's own stack, which no longer exists.</param>
/// <param name="Options">What to cut out.</param>
/// <param name="Files">In the order of the command line.</param>
internal sealed record RunJournal(
    [property: JsonPropertyName("server")] Uri? Server,
    [property: JsonPropertyName("options")] SegmentOptions Options,
    [property: JsonPropertyName("files")] IReadOnlyList<InputFile> Files)
{
    /// <summary>Jobs that the server has accepted.</summary>
    [JsonPropertyName("jobs")]
    public List<JournaledJob> Jobs { get; init; } = [];

    /// <summary>Successful results, by the picture's folder.</summary>
    [JsonPropertyName("done")]
    public Dictionary<string, ResultItem> Done { get; init; } = [];
}

/// <param name="JobId">The id that the server gave it.</param>
/// <param name="Tasks">The pictures' folders by task id.</param>
internal sealed record JournaledJob(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("tasks")] IReadOnlyDictionary<string, string> Tasks);
