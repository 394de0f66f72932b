using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Maps between remove.bg's records and the job model. Pure functions.</summary>
internal static class RemoveBgMapping
{
    private const long EndlessCredits = 1_000_000;
    private const long PreviewPixels = 250_000;
    private const long PngPixels = 10_000_000;
    private const long FullPixels = 25_000_000;
    private const long LargestPixels = 50_000_000;

    /// <summary>How long a job is kept if its deletion after the response failed.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <param name="form">A validated form.</param>
    /// <param name="image">The picture.</param>
    /// <param name="background">The picture behind the object; null for none, or for a color.</param>
    /// <param name="region">The part of the picture to search; null for all of it.</param>
    /// <param name="price">Tokens per picture.</param>
    public static JobSpec ToSpec(RemovalForm form, string account, JobItem image, JobItem? background, PictureRegion? region, int price, DateTimeOffset now) => new(
        account,
        [image],
        [new SubjectPrompt(region)],
        new InferenceOptions(Outputs: SegmentOutputs.Cutout, MustFind: true, Cutout: ToOptions(form.Fields, background?.Input)),
        now)
    {
        Terms = new JobTerms(price, Lifetime, IsForOneAnswer: true),
        BackgroundSource = background?.Source,
        IsBackgroundInline = background is { IsInline: true },
    };

    /// <returns>The value of the header <c>X-Type</c>; null if the request does not want it.</returns>
    public static string? ToType(RemovalRequest request) =>
        request.TypeLevel == RemovalTypes.None ? null : request.Type is null or RemovalTypes.Auto ? RemovalTypes.Other : request.Type;

    /// <param name="file">The cut-out.</param>
    public static RemovalResponse ToResponse(ManifestSegment subject, BinaryData file) =>
        new(new RemovalItem(Convert.ToBase64String(file), subject.Box.Y, subject.Box.X, subject.Box.Width, subject.Box.Height));

    public static BalanceResponse ToAccount(AccountBalance balance)
    {
        var left = balance.Tokens ?? EndlessCredits;
        return new BalanceResponse(new BalanceItem(new BalanceAttributesItem(new CreditsItem(left, 0, left, 0), new ApiItem(0, "all"))));
    }

    /// <param name="request">A validated request.</param>
    /// <param name="picture">The picture behind the object; null for none.</param>
    public static CutoutOptions ToOptions(RemovalRequest request, BlobReference? picture)
    {
        var background = request.BgColor is { } color ? new CutoutBackground(CutoutText.FindColor(color)) : picture is null ? null : new CutoutBackground(Picture: picture);
        var isAlpha = request.Channels == RemovalRequest.Alpha;
        var format = ToFormat(request.Format, !isAlpha && IsOpaque(background));
        return new CutoutOptions(
            Crop: request.Crop,
            Margin: request is { Crop: true, CropMargin: { } margin } ? CutoutText.FindMargin(margin) : null,
            Background: background,
            Format: format,
            MaxPixels: ToMaxPixels(request.Size, format),
            AlphaOnly: isAlpha,
            Shadow: request.AddShadow,
            Place: RemoveBgPlaces.ToPlace(request.Scale, request.Position));
    }

    private static bool IsOpaque(CutoutBackground? background) => background is { Picture: not null } or { Color.Length: 6 } || background?.Color?.EndsWith("ff", StringComparison.Ordinal) == true;

    private static CutoutFormat ToFormat(string? format, bool isOpaque) => format switch
    {
        "png" => CutoutFormat.Png,
        "jpg" => CutoutFormat.Jpg,
        "webp" => CutoutFormat.Webp,
        "zip" => CutoutFormat.Zip,
        _ => isOpaque ? CutoutFormat.Jpg : CutoutFormat.Png,
    };

    private static long ToMaxPixels(string? size, CutoutFormat format)
    {
        var most = size switch
        {
            "medium" or "hd" => CutoutText.Sizes[size]!.Value,
            "full" or "4k" or "auto" => FullPixels,
            "50MP" => LargestPixels,
            _ => PreviewPixels,
        };
        return format == CutoutFormat.Png ? Math.Min(most, PngPixels) : most;
    }
}
