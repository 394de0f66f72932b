using System.Text.RegularExpressions;
using System.Xml;
using SegFunctions.Jobs;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Extension: how long a job is kept after its end, as an ISO 8601 duration.</summary>
internal static partial class SegmentationApiRetention
{
    public const string Rule = "must be a duration of days, hours, minutes and seconds from PT0S to P30D, such as P7D or PT1H30M";

    private const int MaxLength = 40;

    /// <summary>How long the result of a job with a retention of zero can be fetched, unless a response has contained all of it.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <param name="text">As in the request; null if absent.</param>
    public static JobTerms Apply(JobTerms terms, string? text) => text is null || Find(text) is not { } lifetime ? terms
        : lifetime == TimeSpan.Zero ? terms with { Lifetime = Shortest, IsForOneAnswer = true }
        : terms with { Lifetime = lifetime };

    /// <summary>Whether the response contains everything that the job found, so that none of it is only in files.</summary>
    public static bool HoldsAll(EndedJobResponse answer) => answer.Result is not { } result
        || (result.Manifest.Items.All(item => item is PictureItemResponse picture && picture.Masks.All(mask => mask.Rle is not null))
            && result.Assets.All(asset => asset.Key.StartsWith("masks/", StringComparison.Ordinal) || asset.Key.StartsWith("rle/", StringComparison.Ordinal)));

    /// <returns>Null if the text breaks the <see cref="Rule"/>.</returns>
    public static TimeSpan? Find(string text)
    {
        if (text.Length > MaxLength || !Duration().IsMatch(text))
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(text) is var time && time >= TimeSpan.Zero && time <= Longest ? time : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Has no years or months, whose length varies.</summary>
    [GeneratedRegex(@"^P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
