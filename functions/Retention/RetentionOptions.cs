using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Retention;

/// <summary>How long things are kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Jobs with their results, from the job's acceptance; inputs, from their last use.</summary>
    [Positive]
    public TimeSpan Assets { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Uploads that no job has used.</summary>
    [Positive]
    public TimeSpan UnusedUploads { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Cached embeddings, from when they were stored.</summary>
    [Positive]
    public TimeSpan Features { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A job's tokens are released if its orchestration is still missing or broken after this long.</summary>
    [Positive]
    public TimeSpan LostJobs { get; set; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
