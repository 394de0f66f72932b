using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;
using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>Limits of a job. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Maximum number of points per prompt.</summary>
    public const int MaxPoints = 100;

    /// <summary>Maximum number of exemplars per prompt.</summary>
    public const int MaxExemplars = 100;

    /// <summary>Maximum number of pixels by which a mask may grow or shrink.</summary>
    public const int MaxEdgeOffset = 250;

    /// <summary>1–100, so that progress and outcome stay within an orchestration's limits.</summary>
    [Range(1, 100)]
    public int MaxItems { get; set; } = 100;

    [Positive]
    public int MaxPrompts { get; set; } = 50;

    /// <summary>Maximum number of characters per prompt.</summary>
    [Positive]
    public int MaxPromptLength { get; set; } = 200;

    /// <summary>Whether the workers have an open-vocabulary network for text prompts (their <c>Models:Text</c>).</summary>
    public bool AnyWord { get; set; }

    /// <summary>Additional networks that a job may request by name, besides <see cref="InferenceOptions.BuiltInModels"/>. All workers must have them.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>Those of <see cref="Models"/> that have an open vocabulary.</summary>
    public IList<string> WordModels { get; } = [];

    /// <summary>How long one attempt at an item may take from its dispatch; a second attempt gets the same time.</summary>
    [Positive]
    public TimeSpan ItemDeadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The names of networks that a job may request.</summary>
    public IReadOnlyList<string> GetModelNames() => [InferenceOptions.BuiltInModels, .. Models];

    /// <summary>Whether no word can be rejected as unknown before inference.</summary>
    /// <param name="model">The network that a job requests; null for the one in the workers' settings.</param>
    public bool TakesAnyWord(string? model) => model switch
    {
        null => AnyWord,
        InferenceOptions.BuiltInModels => false,
        _ => AnyWord || WordModels.Contains(model),
    };
}

[OptionsValidator]
internal sealed partial class JobOptionsValidator : IValidateOptions<JobOptions>;
