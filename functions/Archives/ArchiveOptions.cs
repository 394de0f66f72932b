namespace SegFunctions.Archives;

/// <summary>Section <c>Archives</c>.</summary>
public sealed class ArchiveOptions
{
    public const string Section = "Archives";

    /// <summary>How long a built archive is handed out before it has to be asked for again.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);
}
