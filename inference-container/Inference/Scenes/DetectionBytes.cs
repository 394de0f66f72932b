using System.Runtime.InteropServices;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Scenes;

/// <summary>Detections serialized as features: 28 bytes each, little-endian.</summary>
internal static class DetectionBytes
{
    public static byte[] Write(IReadOnlyList<Detection> detections) => MemoryMarshal.AsBytes<Row>(
        detections.Select(detection => new Row(detection.ClassId, detection.RawScore, detection.Box, detection.BestRawScore, detection.IsPromising ? 1 : 0)).ToArray()).ToArray();

    public static IReadOnlyList<Detection> Read(ReadOnlySpan<byte> features)
    {
        var detections = new List<Detection>();
        foreach (var row in MemoryMarshal.Cast<byte, Row>(features))
        {
            detections.Add(new Detection(row.ClassId, row.RawScore, row.Box) { BestRawScore = row.BestRawScore, IsPromising = row.IsPromising != 0 });
        }

        return detections;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Row(int ClassId, float RawScore, BoxF Box, float BestRawScore, int IsPromising);
}
