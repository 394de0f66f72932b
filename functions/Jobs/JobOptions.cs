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

    /// <summary>Whether the workers have a network for words that knows every word (their <c>Models:Text</c>).</summary>
    public bool AnyWord { get; set; }

    /// <summary>Added networks that a job may ask for by name, beside <see cref="InferenceOptions.BuiltInModels"/>. All workers must have them.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>Those of <see cref="Models"/> that know every word.</summary>
    public IList<string> WordModels { get; } = [];

    /// <summary>How long one attempt at an item may take from its dispatch; a second attempt gets the same time.</summary>
    [Positive]
    public TimeSpan ItemDeadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The names that a job may ask for.</summary>
    public IReadOnlyList<string> GetModelNames() => [InferenceOptions.BuiltInModels, .. Models];

    /// <summary>Whether no word is to be called unknown beforehand.</summary>
    /// <param name="model">What a job asks for; null for the workers' settings.</param>
    public bool TakesAnyWord(string? model) => model switch
    {
        null => AnyWord,
        InferenceOptions.BuiltInModels => false,
        _ => AnyWord || WordModels.Contains(model),
    };
}

[OptionsValidator]
internal sealed partial class JobOptionsValidator : IValidateOptions<JobOptions>;
