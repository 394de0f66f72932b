using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>The second half of SAM: a prompt to masks, by an embedding. One call at a time.</summary>
/// <remarks>
/// The standard export of facebookresearch/segment-anything. Its full-size output costs a float a pixel, so only the small logits are read;
/// the picture size it is told is a token one.
/// </remarks>
internal sealed class SamDecoder : IDisposable
{
    private const float Padding = -1;
    private const float TokenSize = 64;
    private const string PictureSize = "orig_im_size";

    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly InputTensor _noMask = new(1, 1, SamMasks.Side, SamMasks.Side);
    private readonly InputTensor _mask = new(1, 1, SamMasks.Side, SamMasks.Side);
    private readonly InputTensor _hasMask = new(1);
    private readonly InputTensor _pictureSize = new(2);

    public SamDecoder(SamModel model, string path, OnnxSessions sessions)
    {
        _session = sessions.Open(path);
        _pictureSize.Values.Fill(TokenSize);
        _outputs = [model.MasksOutput, model.ScoresOutput];

        // A decoder without the full-size output does not ask for the size.
        string[] always = ["image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input"];
        _inputs = _session.InputNames.Contains(PictureSize) ? [.. always, PictureSize] : always;
    }

    /// <param name="embedding">Of the picture.</param>
    /// <param name="prompt">At least one point or box.</param>
    /// <param name="mask">Logits of an earlier answer to improve on; empty for none.</param>
    public SamMasks Decode(SamEmbedding embedding, SamPrompt prompt, ReadOnlySpan<float> mask = default)
    {
        // A padding point ends every prompt, as in the models' own predictors; with a box it is worth 0.701 against 0.685 mean IoU.
        var count = prompt.Tokens.Count + 1;
        using var coordinates = new InputTensor(1, count, 2);
        using var labels = new InputTensor(1, count);
        foreach (var (index, (x, y, label)) in prompt.Tokens.Index())
        {
            coordinates.Values[index * 2] = (float)(x * embedding.Letterbox.ScaleX);
            coordinates.Values[(index * 2) + 1] = (float)(y * embedding.Letterbox.ScaleY);
            labels.Values[index] = label;
        }

        labels.Values[^1] = Padding;
        _hasMask.Values[0] = mask.IsEmpty ? 0 : 1;
        mask.CopyTo(_mask.Values);
        OrtValue[] inputs =
        [
            embedding.Value, coordinates.Value, labels.Value, mask.IsEmpty ? _noMask.Value : _mask.Value, _hasMask.Value, _pictureSize.Value,
        ];
        using var runOptions = new RunOptions();
        return new SamMasks(_session.Run(runOptions, _inputs, inputs[.._inputs.Length], _outputs));
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (var tensor in new[] { _noMask, _mask, _hasMask, _pictureSize })
        {
            tensor.Dispose();
        }
    }
}
