namespace SegFunctions.Media;

/// <summary>What clients may upload. Section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Bytes of one upload.</summary>
    public long MaxUploadBytes { get; set; } = 50_000_000;

    /// <summary>How long an upload may be begun after it was announced.</summary>
    public TimeSpan UploadLinkLifetime { get; set; } = TimeSpan.FromMinutes(5);

    public bool IsValid() => MaxUploadBytes > 0 && UploadLinkLifetime > TimeSpan.Zero;
}
