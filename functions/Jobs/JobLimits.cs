namespace SegFunctions.Jobs;

/// <summary>What a job may ask for. Section <c>Jobs</c>.</summary>
public sealed class JobLimits
{
    public const string Section = "Jobs";

    /// <summary>Most points of one prompt.</summary>
    public const int MaxPoints = 100;

    /// <summary>Pixels by which a mask may grow or shrink.</summary>
    public const int MaxEdgeOffset = 250;

    /// <summary>1–100, so that progress and outcome stay within an orchestration's limits.</summary>
    public int MaxItems { get; set; } = 100;

    public int MaxPrompts { get; set; } = 50;

    /// <summary>Characters of one prompt.</summary>
    public int MaxPromptLength { get; set; } = 200;

    /// <summary>How long one attempt at an item may take from its dispatch; a second attempt has as long again.</summary>
    public TimeSpan ItemDeadline { get; set; } = TimeSpan.FromHours(1);

    public bool IsValid() =>
        MaxItems is >= 1 and <= 100 && MaxPrompts >= 1 && MaxPromptLength >= 1 && ItemDeadline > TimeSpan.Zero;
}
