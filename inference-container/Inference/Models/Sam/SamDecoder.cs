using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>The second half of SAM: a prompt to a mask, by an embedding. One call at a time.</summary>
/// <remarks>
/// The standard export of facebookresearch/segment-anything with a single mask. Its full-size output costs a float a pixel, so only the
/// 256 × 256 logits are read and <see cref="LogitMap"/> enlarges them; the picture size it is told is a token one.
/// </remarks>
internal sealed class SamDecoder : IDisposable
{
    private const int MaskInputSide = 256;
    private const int BoxTopLeft = 2;
    private const int BoxBottomRight = 3;
    private const int Padding = -1;
    private const float TokenSize = 64;
    private static readonly string[] InputNames =
        ["image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input", "orig_im_size"];

    private static readonly string[] OutputNames = ["low_res_masks"];

    private readonly InferenceSession _session;
    private readonly InputTensor _coordinates = new(1, 3, 2);
    private readonly InputTensor _labels = new(1, 3);
    private readonly InputTensor _mask = new(1, 1, MaskInputSide, MaskInputSide);
    private readonly InputTensor _hasMask = new(1);
    private readonly InputTensor _pictureSize = new(2);

    public SamDecoder(string path, OnnxSessions sessions)
    {
        _session = sessions.Open(path);
        _pictureSize.Values.Fill(TokenSize);

        // Three points, the last one padding, choose the token for unambiguous prompts: 0.701 against 0.685 mean IoU on COCO boxes.
        _labels.Values[0] = BoxTopLeft;
        _labels.Values[1] = BoxBottomRight;
        _labels.Values[2] = Padding;
    }

    /// <param name="embedding">Of the picture.</param>
    /// <param name="box">Pixels of the picture.</param>
    public LogitMap Decode(SamEmbedding embedding, BoxF box)
    {
        var input = embedding.Letterbox.ToInput(box);
        ReadOnlySpan<float> corners = [input.Left, input.Top, input.Right, input.Bottom];
        corners.CopyTo(_coordinates.Values);

        using var runOptions = new RunOptions();
        var outputs = _session.Run(
            runOptions,
            InputNames,
            [embedding.Value, _coordinates.Value, _labels.Value, _mask.Value, _hasMask.Value, _pictureSize.Value],
            OutputNames);
        return new LogitMap(outputs, embedding.Letterbox);
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (var tensor in new[] { _coordinates, _labels, _mask, _hasMask, _pictureSize })
        {
            tensor.Dispose();
        }
    }
}
