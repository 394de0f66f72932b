using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Media;

/// <summary>What clients may upload. Section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Maximum size of a picture, and of an upload of unknown type, in bytes.</summary>
    [Positive]
    public long MaxImageBytes { get; set; } = 50_000_000;

    /// <summary>Maximum size of a video in bytes. The Functions host accepts no request body above some 100 MB: larger files must be uploaded to the storage account directly.</summary>
    [Positive]
    public long MaxVideoBytes { get; set; } = 1_000_000_000;

    /// <summary>How long after its link was requested an upload may begin.</summary>
    [Positive]
    public TimeSpan UploadLinkLifetime { get; set; } = TimeSpan.FromMinutes(5);

    public long MaxBytes(string contentType) => MediaTypes.IsVideo(contentType) ? MaxVideoBytes : MaxImageBytes;
}

[OptionsValidator]
internal sealed partial class MediaOptionsValidator : IValidateOptions<MediaOptions>;
