using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

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
