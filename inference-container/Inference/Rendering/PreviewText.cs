using System.Security;
using NetVips;

namespace SegFunctions.Inference.Rendering;

/// <summary>Renders text in the font that comes with the service, so that the machine needs none.</summary>
internal static class PreviewText
{
    private static readonly string Font = Path.Combine(AppContext.BaseDirectory, "Fonts", "Lato-Bold.ttf");

    /// <returns>One 8-bit band, 255 where a pixel is all ink; cropped to the ink.</returns>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size, pixels.</param>
    public static Image Render(string text, double size) =>
        Image.Text(SecurityElement.Escape(text), font: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Lato Bold {size:0.##}"), fontfile: Font, dpi: 72);
}
