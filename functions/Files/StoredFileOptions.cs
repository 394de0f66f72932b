using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Files;

/// <summary>Files that clients keep here. Section <c>Files</c>.</summary>
public sealed class StoredFileOptions
{
    public const string Section = "Files";

    /// <summary>Largest body that the app accepts, in bytes: a whole file, or a part of one. The Functions host accepts 104,857,600 bytes.</summary>
    [Positive]
    public long MaxBodyBytes { get; set; } = 100_000_000;

    /// <summary>How long a file without content is kept.</summary>
    [Positive]
    public TimeSpan EmptyLifetime { get; set; } = TimeSpan.FromDays(7);
}

[OptionsValidator]
internal sealed partial class StoredFileOptionsValidator : IValidateOptions<StoredFileOptions>;
