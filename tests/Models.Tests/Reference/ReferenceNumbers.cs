using System.Text.Json;

namespace SegFunctions.Models.Tests.Reference;

/// <summary>What TensorFlow.js itself made of the scene: <c>centernet.json</c>, written by <c>reference.js</c>.</summary>
/// <param name="Detections">Rows of x1, y1, x2, y2 in pixels, score, class.</param>
/// <param name="HeatmapStep">Each how many elements of the heatmap one was kept.</param>
/// <param name="Heatmap">Of [1,128,128,80].</param>
/// <param name="HeatmapMaximum">Over all of it.</param>
/// <param name="ExtentsStep">Each how many elements of the extents one was kept.</param>
/// <param name="Extents">Of [1,128,128,4], pixels.</param>
internal sealed record ReferenceNumbers(
    float[] Detections, int HeatmapStep, float[] Heatmap, float HeatmapMaximum, int ExtentsStep, float[] Extents)
{
    public static ReferenceNumbers Read()
    {
        using var json = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "centernet.json"));
        return JsonSerializer.Deserialize<ReferenceNumbers>(json, JsonSerializerOptions.Web)!;
    }
}
