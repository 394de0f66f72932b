using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Media;

/// <summary>What clients may upload. Section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Bytes of one picture, and of an upload of unknown kind.</summary>
    [Positive]
    public long MaxImageBytes { get; set; } = 50_000_000;

    /// <summary>Bytes of one video. Above some 100 MB the Functions host takes no body: such files go to the direct address.</summary>
    [Positive]
    public long MaxVideoBytes { get; set; } = 1_000_000_000;

    /// <summary>How long an upload may be begun after it was announced.</summary>
    [Positive]
    public TimeSpan UploadLinkLifetime { get; set; } = TimeSpan.FromMinutes(5);

    public long MaxBytes(string contentType) => MediaTypes.IsVideo(contentType) ? MaxVideoBytes : MaxImageBytes;
}

[OptionsValidator]
internal sealed partial class MediaOptionsValidator : IValidateOptions<MediaOptions>;
