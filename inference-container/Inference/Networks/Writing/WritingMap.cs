using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.Writing;

/// <summary>The probability of each pixel to be in the core of a line of text.</summary>
/// <param name="values">Rows of values, 0–1.</param>
/// <param name="stride">Values per row.</param>
/// <param name="width">Values of each row that show the picture.</param>
/// <param name="height">Rows that show the picture.</param>
internal sealed class WritingMap(float[] values, int stride, int width, int height)
{
    /// <summary>Minimum value of a core's pixels, as in PP-OCR.</summary>
    private const float CoreScore = 0.3f;

    /// <summary>Smaller cores are specks.</summary>
    private const int LeastArea = 10;

    /// <summary>Only the most likely lines are kept; a page may have more lines than are useful as masks.</summary>
    private const int MostLines = 100;

    /// <returns>Most likely first.</returns>
    public IReadOnlyList<WritingLine> FindLines()
    {
        var cores = new BinaryMask(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (values[(y * stride) + x] >= CoreScore)
                {
                    cores[x, y] = true;
                }
            }
        }

        var components = MaskComponents.Find(cores, value: true);
        return
        [
            .. MaskRuns.Of(cores, value: true)
                .GroupBy(run => components.ComponentAt(run.Start, run.Y))
                .Where(core => components.Areas[core.Key] >= LeastArea)
                .Select(core => new WritingLine([.. core], width, height, Mean(core, components.Areas[core.Key])))
                .OrderByDescending(line => line.RawScore)
                .Take(MostLines),
        ];
    }

    private float Mean(IEnumerable<PixelRun> core, int area)
    {
        var sum = 0.0;
        foreach (var run in core)
        {
            for (var x = run.Start; x < run.End; x++)
            {
                sum += values[(run.Y * stride) + x];
            }
        }

        return (float)(sum / area);
    }
}
