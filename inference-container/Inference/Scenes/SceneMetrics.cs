using System.Diagnostics.Metrics;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Scenes;

/// <summary>What the cache of embeddings saves.</summary>
public static class SceneMetrics
{
    public const string MeterName = "SegFunctions.Inference";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Embeddings = Meter.CreateCounter<long>(
        "segfunctions.embeddings", description: "Embeddings that prompts asked for, by where they came from.");

    internal static void Count(EmbeddingSource source) => Embeddings.Add(1, new KeyValuePair<string, object?>("source", source.ToString()));
}
