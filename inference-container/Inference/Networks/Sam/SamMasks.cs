using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The decoder's output for one prompt: masks over the encoder's square and an estimate of each mask's quality.</summary>
internal sealed class SamMasks : IDisposable
{
    /// <summary>Width and height of a mask, in logits.</summary>
    public const int Side = 256;

    private readonly Dictionary<int, BinaryMask> _cells = [];
    private readonly IDisposableReadOnlyCollection<OrtValue> _outputs;
    private readonly int[] _order;
    private readonly float[] _scores;

    /// <param name="outputs">Masks of [1, M, 256, 256] and scores of [1, M]. Disposed with this.</param>
    /// <param name="hasUnambiguous">Whether the first mask is the one for unambiguous prompts; if not, the best mask is repeated in first place.</param>
    public SamMasks(IDisposableReadOnlyCollection<OrtValue> outputs, bool hasUnambiguous = true)
    {
        _outputs = outputs;
        var scores = outputs[1].GetTensorDataAsSpan<float>().ToArray();
        var masks = Enumerable.Range(0, scores.Length);
        _order = [.. hasUnambiguous || scores.Length == 1 ? masks : masks.Prepend(masks.MaxBy(mask => scores[mask]))];
        _scores = [.. _order.Select(mask => scores[mask])];
    }

    /// <summary>1, or 4: the first for unambiguous prompts, the others for a part, a larger part and the whole.</summary>
    public int Count => _order.Length;

    /// <summary>The intersection over union with the true mask that the decoder predicts for each mask, about 0–1.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    public ReadOnlySpan<float> Logits(int mask) => _outputs[0].GetTensorDataAsSpan<float>().Slice(_order[mask] * Side * Side, Side * Side);

    /// <summary>A mask of the embedding's region, in pixels of the picture.</summary>
    public BinaryMask Threshold(int mask, SamEmbedding embedding, double threshold) =>
        LogitUpsampler.Threshold(Logits(mask), Side, embedding.Letterbox, threshold);

    /// <summary>Whether a mask covers a point, in pixels of the picture. Nothing outside the embedding's region is covered.</summary>
    public bool Covers(int mask, SamEmbedding embedding, float x, float y)
    {
        if (!embedding.View.Holds(x, y))
        {
            return false;
        }

        var (inputX, inputY) = embedding.View.ToInput(x, y);
        var (column, row) = ((int)(inputX * Side / embedding.Letterbox.Side), (int)(inputY * Side / embedding.Letterbox.Side));
        return Logits(mask)[(Math.Min(row, Side - 1) * Side) + Math.Min(column, Side - 1)] >= 0;
    }

    /// <summary>The mask that contains the most foreground points and leaves out the most background points; among equals the least ambiguous one.</summary>
    public int ChooseBy(SamPrompt prompt, SamEmbedding embedding)
    {
        var (best, mostRight) = (0, -1);
        for (var mask = 0; mask < Count; mask++)
        {
            var right = prompt.Points.Count(point => Covers(mask, embedding, point.X, point.Y) == point.Foreground);
            if (right > mostRight)
            {
                (best, mostRight) = (mask, right);
            }
        }

        return best;
    }

    /// <summary>
    /// The mask without its specks, one cell per logit of the embedding's region; a cell spans 4 pixels of the encoder's input. Computed once; callers must not
    /// change it.
    /// </summary>
    /// <param name="mask">Index of the mask.</param>
    /// <param name="embedding">The embedding that the masks were decoded from.</param>
    public BinaryMask FindCells(int mask, SamEmbedding embedding)
    {
        if (_cells.TryGetValue(mask, out var found))
        {
            return found;
        }

        var content = embedding.Letterbox.Resize(Side);
        var cells = LogitUpsampler.Threshold(Logits(mask), Side, Letterbox.Fit(content.Width, content.Height, Side), 0.5);
        MaskCleaner.Clean(cells);
        _cells.Add(mask, cells);
        return cells;
    }

    /// <summary>The bounding box of cells of the embedding's region, in pixels of the picture; null if no cell is set.</summary>
    public static BoxF? FindBox(BinaryMask cells, SamEmbedding embedding)
    {
        var letterbox = embedding.Letterbox;
        return cells.FindBox() is { } box
            ? new BoxF(
                (float)box.X * letterbox.PictureWidth / cells.Width,
                (float)box.Y * letterbox.PictureHeight / cells.Height,
                (float)(box.X + box.Width) * letterbox.PictureWidth / cells.Width,
                (float)(box.Y + box.Height) * letterbox.PictureHeight / cells.Height).Offset(embedding.View.Region.X, embedding.View.Region.Y)
            : null;
    }

    public void Dispose() => _outputs.Dispose();
}
