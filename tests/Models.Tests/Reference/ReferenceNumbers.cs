using System.Text.Json;

namespace SegFunctions.Models.Tests.Reference;

/// <summary>TensorFlow.js's own output for the scene: <c>centernet.json</c>, written by <c>reference.js</c>.</summary>
/// <param name="Detections">Rows of x1, y1, x2, y2 in pixels, score, class.</param>
/// <param name="HeatmapStep">Step between the elements of the heatmap that are kept.</param>
/// <param name="Heatmap">Samples of [1,128,128,80].</param>
/// <param name="HeatmapMaximum">Maximum over the whole heatmap.</param>
/// <param name="ExtentsStep">Step between the elements of the extents that are kept.</param>
/// <param name="Extents">Samples of [1,128,128,4], pixels.</param>
internal sealed record ReferenceNumbers(
    float[] Detections, int HeatmapStep, float[] Heatmap, float HeatmapMaximum, int ExtentsStep, float[] Extents)
{
    public static ReferenceNumbers Read()
    {
        using var json = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "centernet.json"));
        return JsonSerializer.Deserialize<ReferenceNumbers>(json, JsonSerializerOptions.Web)!;
    }
}
