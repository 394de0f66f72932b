using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Archives;

/// <summary>Section <c>Archives</c>.</summary>
public sealed class ArchiveOptions
{
    public const string Section = "Archives";

    /// <summary>How long a built archive can be downloaded before it must be requested again.</summary>
    [Positive]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class ArchiveOptionsValidator : IValidateOptions<ArchiveOptions>;
