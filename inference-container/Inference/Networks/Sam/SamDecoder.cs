using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The decoder half of SAM, as its authors export it, or of SAM 2 in the same form (<see cref="SamFormat"/>).</summary>
/// <remarks>
/// The standard export of facebookresearch/segment-anything. Its full-size output costs one float per pixel, so only the small logits are read;
/// the picture size that it is given is a placeholder. What the installer makes of it draws masks only where the embedding shows the picture.
/// </remarks>
internal sealed class SamDecoder : ISamDecoder
{
    private const float Padding = -1;
    private const float TokenSize = 64;
    private const string PictureSize = "orig_im_size";
    private const string Content = "content_cells";

    private readonly SamFormat _format;
    private readonly OnnxSession _session;
    private readonly InputTensor _noMask = new(1, 1, SamMasks.Side, SamMasks.Side);
    private readonly InputTensor _mask = new(1, 1, SamMasks.Side, SamMasks.Side);
    private readonly InputTensor _hasMask = new(1);
    private readonly InputTensor _pictureSize = new(2);
    private readonly long[] _content = new long[2];
    private readonly OrtValue _contentValue;
    private SamEmbedding? _given;

    public SamDecoder(SamModel model, string path, OnnxSessions sessions)
    {
        _format = model.Format;
        _session = sessions.Open($"{model.Name} decoder", path, model.MasksOutput, model.ScoresOutput);
        _contentValue = OrtValue.CreateTensorValueFromMemory(_content, [_content.Length]);

        // A decoder without the full-size output has no input for the size.
        if (_session.Inputs.Contains(PictureSize))
        {
            _pictureSize.Values.Fill(TokenSize);
            _session.Give(PictureSize, _pictureSize.Value);
        }
    }

    public SamMasks Decode(SamEmbedding embedding, SamPrompt prompt, ReadOnlySpan<float> mask = default)
    {
        // A padding point ends every prompt, as in the original predictors; with a box it raises the mean IoU from 0.685 to 0.701. SAM 2's exports add it themselves.
        var count = prompt.Tokens.Count + (_format.NeedsPadding ? 1 : 0);
        using var coordinates = new InputTensor(1, count, 2);
        using var labels = new InputTensor(1, count);
        foreach (var (index, (x, y, label)) in prompt.Tokens.Index())
        {
            (coordinates.Values[index * 2], coordinates.Values[(index * 2) + 1]) = embedding.View.ToInput(x, y);
            labels.Values[index] = label;
        }

        if (_format.NeedsPadding)
        {
            labels.Values[^1] = Padding;
        }

        _hasMask.Values[0] = mask.IsEmpty ? 0 : 1;
        mask.CopyTo(_mask.Values);
        if (_given != embedding)
        {
            foreach (var (feature, value) in _format.Features.Zip(embedding.Values))
            {
                _session.Give(feature.Input, value);
            }

            GiveContent(embedding.Letterbox);
            _given = embedding;
        }

        _session.Give("point_coords", coordinates.Value);
        _session.Give("point_labels", labels.Value);
        _session.Give("mask_input", mask.IsEmpty ? _noMask.Value : _mask.Value);
        _session.Give("has_mask_input", _hasMask.Value);
        return new SamMasks(_session.Run(), _format.HasUnambiguousMask);
    }

    /// <summary>
    /// The rows and columns of the embedding that are read: those that show the picture, and one more where its last pixel is mixed with that one: the last of a
    /// cell, or the last but one.
    /// </summary>
    internal static (int Rows, int Columns) FindContent(Letterbox letterbox)
    {
        return (Count(letterbox.Height), Count(letterbox.Width));

        int Count(int length) => Math.Min(letterbox.Side / SamEmbedding.Stride, ((length + 1) / SamEmbedding.Stride) + 1);
    }

    private void GiveContent(Letterbox letterbox)
    {
        if (_session.Inputs.Contains(Content))
        {
            (_content[0], _content[1]) = FindContent(letterbox);
            _session.Give(Content, _contentValue);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _contentValue.Dispose();
        foreach (var tensor in new[] { _noMask, _mask, _hasMask, _pictureSize })
        {
            tensor.Dispose();
        }
    }
}

/// <summary>Points and boxes as the decoder takes them, in pixels of the picture.</summary>
internal sealed class SamPrompt
{
    private const float Background = 0;
    private const float Foreground = 1;
    private const float BoxTopLeft = 2;
    private const float BoxBottomRight = 3;

    private readonly List<(float X, float Y, float Label)> _tokens = [];

    public IReadOnlyList<(float X, float Y, float Label)> Tokens => _tokens;

    /// <summary>The points without the boxes.</summary>
    public IEnumerable<(float X, float Y, bool Foreground)> Points => _tokens
        .Where(token => token.Label is Background or Foreground)
        .Select(token => (token.X, token.Y, token.Label == Foreground));

    /// <summary>The boxes' corners without the points: for each box the top left one, then the bottom right one.</summary>
    public IEnumerable<(float X, float Y)> Corners => _tokens.Where(token => token.Label is BoxTopLeft or BoxBottomRight).Select(token => (token.X, token.Y));

    public SamPrompt Add(float x, float y, bool foreground)
    {
        _tokens.Add((x, y, foreground ? Foreground : Background));
        return this;
    }

    public SamPrompt Add(BoxF box)
    {
        _tokens.Add((box.Left, box.Top, BoxTopLeft));
        _tokens.Add((box.Right, box.Bottom, BoxBottomRight));
        return this;
    }
}
