using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Webhooks;

/// <summary>How webhooks are sent. Section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Time limit for one attempt, from the DNS lookup to the response.</summary>
    [Positive]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Maximum number of endpoints per account, 1–100.</summary>
    [Range(1, 100)]
    public int MaxEndpoints { get; set; } = 20;

    /// <summary>An endpoint is disabled after failing continuously for this long.</summary>
    [Positive]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
