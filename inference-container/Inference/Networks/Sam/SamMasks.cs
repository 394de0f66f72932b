using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The decoder's output for one prompt: masks over the encoder's square and an estimate of each one's quality.</summary>
internal sealed class SamMasks(IDisposableReadOnlyCollection<OrtValue> outputs) : IDisposable
{
    /// <summary>Width and height of a mask, in logits.</summary>
    public const int Side = 256;

    private readonly Dictionary<int, BinaryMask> _cells = [];

    /// <summary>1, or 4: the first for unambiguous prompts, the others for a part, a larger part and the whole.</summary>
    public int Count => Scores.Length;

    /// <summary>For each mask the intersection over union with the true one that the decoder expects, about 0–1.</summary>
    public ReadOnlySpan<float> Scores => outputs[1].GetTensorDataAsSpan<float>();

    public ReadOnlySpan<float> Logits(int mask) => outputs[0].GetTensorDataAsSpan<float>().Slice(mask * Side * Side, Side * Side);

    /// <summary>A mask of the embedding's region, in pixels of the picture.</summary>
    public BinaryMask Threshold(int mask, SamEmbedding embedding, double threshold) =>
        LogitUpsampler.Threshold(Logits(mask), Side, embedding.Letterbox, threshold);

    /// <summary>Whether a point of the picture, in its pixels, is in the mask. The point is in the embedding's region.</summary>
    public bool Covers(int mask, SamEmbedding embedding, float x, float y)
    {
        var (inputX, inputY) = embedding.View.ToInput(x, y);
        var (column, row) = ((int)(inputX * Side / embedding.Letterbox.Side), (int)(inputY * Side / embedding.Letterbox.Side));
        return Logits(mask)[(Math.Min(row, Side - 1) * Side) + Math.Min(column, Side - 1)] >= 0;
    }

    /// <summary>The mask without its specks, a cell for each logit of the embedding's region: one has 4 pixels of the encoder's input. Found once, and not to be changed.</summary>
    /// <param name="mask">Index.</param>
    /// <param name="embedding">What the masks were decoded from.</param>
    public BinaryMask FindCells(int mask, SamEmbedding embedding)
    {
        if (_cells.TryGetValue(mask, out var found))
        {
            return found;
        }

        var content = Letterbox.Fit(embedding.Letterbox.PictureWidth, embedding.Letterbox.PictureHeight, Side);
        var cells = LogitUpsampler.Threshold(Logits(mask), Side, Letterbox.Fit(content.Width, content.Height, Side), 0.5);
        MaskCleaner.Clean(cells);
        _cells.Add(mask, cells);
        return cells;
    }

    /// <summary>The box around cells of the embedding's region, in pixels of the picture; null if there are none.</summary>
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

    public void Dispose() => outputs.Dispose();
}
