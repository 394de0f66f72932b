using System.Globalization;
using System.Text;
using SegFunctions.Inference.Quality;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>Estimates on the horizontal axis, the truth on the vertical one, with a panel per kind: accurate estimates lie on the diagonal.</summary>
internal static class ReliabilityPlot
{
    private const int Side = 180;
    private const int Margin = 34;
    private const int Columns = 3;

    /// <param name="kinds">The judged estimates of each kind, from usual prompts.</param>
    public static string ToSvg(IReadOnlyList<(QualityKind Kind, IReadOnlyList<JudgedEstimate> Estimates)> kinds)
    {
        var rows = (kinds.Count + Columns - 1) / Columns;
        var (width, height) = ((Columns * (Side + Margin)) + Margin, (rows * (Side + (2 * Margin))) + Margin);
        var svg = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" role="img"><title>Quality beside the true overlap</title><rect width="100%" height="100%" fill="#fff"/>"""));
        foreach (var (index, (kind, estimates)) in kinds.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<g transform="translate({Margin + (index % Columns * (Side + Margin))} {Margin + (index / Columns * (Side + (2 * Margin)))})">""");
            Append(svg, kind, estimates);
            svg.Append("</g>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, QualityKind kind, IReadOnlyList<JudgedEstimate> estimates)
    {
        var name = kind.ToString().ToLowerInvariant();
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Side}" height="{Side}" fill="none" stroke="#999"/><path d="M0 {Side}L{Side} 0" stroke="#999" stroke-dasharray="4"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="0" y="-8" font-weight="bold">{name}, {estimates.Count} masks</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Side / 2}" y="{Side + 26}" text-anchor="middle">quality</text>""");
        foreach (var tick in (double[])[0, 0.5, 1])
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{tick * Side:0}" y="{Side + 13}" text-anchor="middle">{tick}</text><text x="-4" y="{((1 - tick) * Side) + 4:0}" text-anchor="end">{tick}</text>""");
        }

        foreach (var estimate in estimates)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{estimate.Estimate * Side:0.#}" cy="{(1 - estimate.Truth) * Side:0.#}" r="1.6" fill="#0072b2" fill-opacity="0.35"/>""");
        }

        var bins = QualityFigures.Bins(estimates)
            .Select(bin => (X: bin.Average(estimate => estimate.Estimate) * Side, Y: (1 - bin.Average(estimate => estimate.Truth)) * Side)).ToList();
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{string.Join(' ', bins.Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin.X:0.#},{bin.Y:0.#}")))}" fill="none" stroke="#d55e00" stroke-width="2"/>""");
        foreach (var (x, y) in bins)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="4" fill="#d55e00"/>""");
        }
    }
}
