using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>How a result was made, so that it can be explained and reproduced.</summary>
/// <param name="Models">Every network that was used, including encoders whose cached output was used.</param>
/// <param name="Provider">ONNX Runtime execution provider in use: <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>.</param>
/// <param name="Options">The options in force, including defaults.</param>
/// <param name="StageMilliseconds">Wall time per stage, by name: <c>decode</c>, <c>detect</c>, <c>encode-image</c>, <c>masks</c>, <c>encode-files</c> …</param>
/// <param name="Embedding">Where the picture's embedding came from; absent if none was needed. For several regions, the most expensive source.</param>
public sealed record Provenance(
    IReadOnlyList<ModelIdentity> Models,
    string Provider,
    InferenceOptions Options,
    IReadOnlyDictionary<string, double> StageMilliseconds,
    EmbeddingSource? Embedding = null);

/// <summary>A network by its catalogue name and the hash of the file that was loaded.</summary>
/// <param name="Name">Name in the model catalogue.</param>
/// <param name="Sha256">Lower-case hex of the ONNX file.</param>
/// <param name="License">What is known about the license of an export that a user added; absent for other networks, whose catalogue entry has it.</param>
public sealed record ModelIdentity(
    string Name, string Sha256, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? License = null);

/// <summary>Where a picture's embedding came from.</summary>
public enum EmbeddingSource
{
    /// <summary>The encoder ran.</summary>
    Encoder,

    /// <summary>An earlier request to this worker for the same pixels had left it in memory, or was computing it.</summary>
    Memory,

    /// <summary>A worker had stored it earlier.</summary>
    Store,
}
