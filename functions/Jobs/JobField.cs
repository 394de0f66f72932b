namespace SegFunctions.Jobs;

/// <summary>The part of a spec that a fault is about; each vendor spells it in its own words.</summary>
public enum JobField
{
    Items,
    Prompts,
    ScoreThreshold,
    MaskThreshold,
    EdgeOffset,
}
