using System.CommandLine;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Commands;

/// <summary>Options for cut-outs. Each of them also requests cut-outs.</summary>
internal sealed class CutoutFlags
{
    private readonly Option<bool> _crop = new("--crop") { Description = "Crop cut-outs to the object." };
    private readonly Option<string?> _margin = new("--margin") { Description = "With --crop, the margin around the object: 10px, 5%, or two or four of them, clockwise from the top." };

    private readonly Option<string?> _background = new("--background")
    {
        Description = "Background behind the object: a color such as '#f80' or white, a picture's file, or its address.",
    };

    private readonly Option<string?> _format = new("--format") { Description = "png, jpg (on white, if there is no background), webp, or zip of color and alpha. [default: png]" };
    private readonly Option<string?> _size = new("--size") { Description = "Maximum size of a cut-out in pixels: full, preview (0.25 million), medium (1.5) or hd (4). [default: full]" };
    private readonly Option<string?> _channels = new("--channels") { Description = "rgba, or alpha for the opacity as a grayscale picture. [default: rgba]" };
    private readonly Option<bool> _shadow = new("--shadow") { Description = "Add a soft shadow." };
    private readonly Option<bool> _keepEdges = new("--keep-edges") { Description = "Do not remove traces of the old background from the object's edges." };

    public CutoutFlags()
    {
        _format.AcceptOnlyFromAmong("png", "jpg", "webp", "zip");
        _size.AcceptOnlyFromAmong("full", "preview", "medium", "hd");
        _channels.AcceptOnlyFromAmong("rgba", "alpha");
    }

    public IReadOnlyList<Option> All => [_crop, _margin, _background, _format, _size, _channels, _shadow, _keepEdges];

    /// <returns>Null if none was given.</returns>
    /// <exception cref="UserException">The background is a file, but not a picture, or looks like a file that does not exist.</exception>
    public CutoutWish? Read(ParseResult parsed)
    {
        var (background, isFile) = ReadBackground(parsed.GetValue(_background));
        var wish = new CutoutWish(
            parsed.GetValue(_crop),
            parsed.GetValue(_margin),
            background,
            isFile,
            parsed.GetValue(_format),
            parsed.GetValue(_size),
            parsed.GetValue(_channels),
            parsed.GetValue(_shadow),
            parsed.GetValue(_keepEdges));
        return wish.IsAny ? wish : null;
    }

    private static (string? Background, bool IsFile) ReadBackground(string? text)
    {
        if (text is null || PictureSource.FindAddress(text) is not null)
        {
            return (text, false);
        }

        if (!File.Exists(text))
        {
            // No color has a dot or a slash.
            return text.AsSpan().ContainsAny('.', '/') ? throw new UserException($"--background {text} is no file.") : (text, false);
        }

        try
        {
            return PictureBytes.FindTypeOf(text) is null
                ? throw new UserException($"--background {text} is not a {PictureBytes.KnownTypes} file.")
                : (Path.GetFullPath(text), true);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"--background {text} cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }
}
