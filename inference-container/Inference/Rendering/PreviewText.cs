using System.Security;
using NetVips;

namespace SegFunctions.Inference.Rendering;

/// <summary>Text with real glyphs and smooth edges in the font that the product brings along, so that none of the machine is needed.</summary>
internal static class PreviewText
{
    private static readonly string Font = Path.Combine(AppContext.BaseDirectory, "Fonts", "Lato-Bold.ttf");

    /// <returns>One band of bytes, 255 where all of a pixel is ink; as small as the ink.</returns>
    /// <param name="text">A line.</param>
    /// <param name="size">Of the font, pixels.</param>
    public static Image Render(string text, double size) =>
        Image.Text(SecurityElement.Escape(text), font: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Lato Bold {size:0.##}"), fontfile: Font, dpi: 72);
}
