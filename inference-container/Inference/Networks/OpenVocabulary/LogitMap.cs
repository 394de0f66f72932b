using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>A network's own mask of a detection: a small map of logits of the whole picture, stretched to a square.</summary>
/// <param name="make">Computes the map when a mask is wanted, since most detections are too faint for one: [side, side]; 0 is an even chance.</param>
/// <param name="side">Width and height of the map.</param>
/// <param name="peak">The cell that tells one detection in the map from others; null if the map has only one.</param>
internal sealed class LogitMap(Func<float[]> make, int side, (int Column, int Row)? peak = null)
{
    /// <summary>Caps the mask's threshold in proportion to the detection's score: without the cap, a faint detection would have no pixel at all.</summary>
    private const double LeastPart = 0.9;

    /// <param name="logits">[side, side]; 0 is an even chance.</param>
    /// <param name="side">Width and height of the map.</param>
    /// <param name="peak">The cell that tells one detection in the map from others; null if the map has only one.</param>
    public LogitMap(float[] logits, int side, (int Column, int Row)? peak = null)
        : this(() => logits, side, peak)
    {
    }

    public ReadOnlySpan<float> Logits => make();

    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="threshold">A pixel is set if its probability is at least this, 0–1.</param>
    /// <param name="score">The detection's calibrated score, 0–1.</param>
    public BinaryMask ToMask(int width, int height, double threshold, double score)
    {
        var mask = LogitUpsampler.Threshold(make(), side, Letterbox.Stretch(width, height, side), peak is null ? threshold : Math.Min(threshold, score * LeastPart));
        return peak is { } cell ? Only(mask, cell) : mask;
    }

    /// <summary>The connected component at or next to the peak: if the map is scaled down or its neighbors are much fainter, the peak's own pixel may be unset.</summary>
    private BinaryMask Only(BinaryMask mask, (int Column, int Row) cell)
    {
        var (x, y) = ((int)((cell.Column + 0.5) * mask.Width / side), (int)((cell.Row + 0.5) * mask.Height / side));
        var components = MaskComponents.Find(mask, value: true);
        var wanted = components.FindNearest(x, y);
        foreach (var run in components.RunsOf(component => component != wanted))
        {
            mask.Fill(run.Y, run.Start, run.End, value: false);
        }

        return mask;
    }
}
