using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>Health probe addresses of this app's workers; empty if the platform probes them.</summary>
    public IList<Uri> WorkerUrls { get; } = [];

    /// <summary>Time limit for each part's answer.</summary>
    [Positive]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}

[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;
