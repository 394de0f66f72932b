using System.Globalization;
using System.Text;

namespace SegFunctions.Benchmarks.Events;

/// <summary>The lines of an HTTP response's chunked body, as its bytes arrive.</summary>
/// <param name="take">Called with each complete line, without its line break.</param>
internal sealed class ChunkedLines(Action<string> take)
{
    private const string Success = "HTTP/1.1 200 ";

    private readonly StringBuilder _frame = new();
    private readonly StringBuilder _line = new();
    private bool _isSuccess;
    private bool _isBody;
    private int _left;

    /// <exception cref="InvalidOperationException">The response is not a success.</exception>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (_left > 0)
            {
                _left--;
                Add(_line, one, take);
            }
            else
            {
                Add(_frame, one, TakeFrame);
            }
        }
    }

    /// <summary>The strings compared are ASCII.</summary>
    private static void Add(StringBuilder line, byte one, Action<string> take)
    {
        if (one != '\n')
        {
            line.Append((char)one);
            return;
        }

        var whole = line.ToString();
        line.Clear();
        take(whole);
    }

    /// <param name="line">The status, a header, the size of a chunk, or the empty line that ends headers and chunks.</param>
    private void TakeFrame(string line)
    {
        var text = line.TrimEnd('\r');
        if (!_isSuccess)
        {
            _isSuccess = text.StartsWith(Success, StringComparison.Ordinal) ? true : throw new InvalidOperationException($"The events were answered with {text}.");
        }
        else if (_isBody && text.Length > 0)
        {
            _left = int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
        else
        {
            _isBody |= text.Length == 0;
        }
    }
}
