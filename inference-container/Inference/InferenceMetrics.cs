using System.Diagnostics.Metrics;
using SegFunctions.Contract;

namespace SegFunctions.Inference;

/// <summary>The metrics of inference, published by the meter <see cref="MeterName"/>.</summary>
public static class InferenceMetrics
{
    public const string MeterName = "SegFunctions.Inference";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Embeddings = Meter.CreateCounter<long>(
        "segfunctions.embeddings", description: "Embeddings that prompts needed, by source.");

    private static readonly Histogram<double> NetworkCalls = Meter.CreateHistogram<double>(
        "segfunctions.network.duration", "s", "Calls of ONNX Runtime, by network.");

    internal static void CountEmbedding(EmbeddingSource source) =>
        Embeddings.Add(1, new KeyValuePair<string, object?>("source", source.ToString()));

    internal static void CountCall(string network, TimeSpan duration) =>
        NetworkCalls.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("network", network));
}
