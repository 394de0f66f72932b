namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// The kinds of networks that rembg and others publish for a picture's main subject. Each takes f32 [1,3,S,S], the picture stretched to the square and normalized, and returns f32 [1,1,S,S] as its
/// first output; they differ in the values of this table (danielgatis/rembg, <c>rembg/sessions</c>; for MODNet jamjamjon/usls). Values are divided by 255, as the authors of IS-Net and BiRefNet
/// do, whereas rembg divides each picture by its maximum; so do the authors of U²-Net.
/// </summary>
internal static class MattingKinds
{
    private const float White = 255;
    private const int SmallSide = 320;
    private const int ModNetSide = 512;
    private const int LargeSide = 1024;
    private const string NonCommercial = "BRIA's weights are for non-commercial use.";

    private static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];
    private static readonly float[] Half = [0.5f, 0.5f, 0.5f];
    private static readonly float[] One = [1, 1, 1];

    public static IEnumerable<ExportKind> All { get; } =
    [
        Create("birefnet", "The subject (BiRefNet)", LargeSide, ImageNetMean, ImageNetDeviation, MattingOutput.SpreadLogits),
        Create("u2net", "The subject (U²-Net, u2netp, human-seg, Silueta)", SmallSide, ImageNetMean, ImageNetDeviation, MattingOutput.Spread, toBrightest: true),
        Create("isnet", "The subject (IS-Net general use, anime)", LargeSide, Half, One, MattingOutput.Spread),
        Create("rmbg-1.4", "The subject (BRIA RMBG-1.4)", LargeSide, Half, One, MattingOutput.Spread, terms: NonCommercial),
        Create("rmbg-2.0", "The subject (BRIA RMBG-2.0)", LargeSide, ImageNetMean, ImageNetDeviation, MattingOutput.Spread, terms: NonCommercial),
        Create("modnet", "The person (MODNet)", ModNetSide, Half, Half, MattingOutput.Alpha),
    ];

    /// <param name="mean">Means of R, G, B on a scale of 0–1.</param>
    /// <param name="deviation">Standard deviations of R, G, B on a scale of 0–1.</param>
    private static ExportKind Create(
        string name, string description, int side, float[] mean, float[] deviation, MattingOutput output, bool toBrightest = false, string? terms = null) => new(
        name,
        description,
        [
            new ExportFile(
                ModelFileRole.Network,
                [new TensorRule(null, TensorType.F32, [1, 3, side, side])],
                [new TensorRule(null, TensorType.F32, [1, 1, side, side])]),
        ],
        added => new MattingModel
        {
            Name = added.Name,
            Description = added.Description,
            License = added.License,
            Source = added.Source,
            Files = added.Files,
            InputSize = side,
            Mean = [.. mean.Select(value => value * White)],
            StandardDeviation = [.. deviation.Select(value => value * White)],
            OutputKind = output,
            ScalesToBrightest = toBrightest,
        },
        terms);
}
